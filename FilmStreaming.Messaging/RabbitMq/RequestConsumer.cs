using System.Globalization;
using System.Text;
using FilmStreaming.Messaging.Requests;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>Answers the requests of one contract, many at once. Every request gets an answer, if only that it failed.</summary>
internal sealed partial class RequestConsumer(
    IChannel channel,
    string queue,
    string request,
    RequestDispatcher dispatcher,
    PublishingLink publishing,
    MessagingOptions options,
    TimeProvider clock,
    ILogger<RequestConsumer> logger) : Consumer(channel, queue, options, clock, logger)
{
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromMinutes(1);

    protected override Task DeclareAsync(Topology topology, IChannel channel, CancellationToken cancellationToken) =>
        topology.DeclareRequestsAsync(channel, request, cancellationToken);

    protected override void Receive(Delivery delivery) => _ = Task.Run(() => SettleAsync(delivery, () => AnswerAsync(delivery)));

    private async Task<Settlement> AnswerAsync(Delivery delivery)
    {
        var asked = delivery.Properties;
        if (asked is not { ReplyTo: { Length: > 0 } replyTo, CorrelationId: { Length: > 0 } correlationId })
        {
            LogMalformed(request);
            return Settlement.Done;
        }

        using var deadline = new CancellationTokenSource(DeadlineOf(asked), Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, Stopping);
        var reply = new BasicProperties { ContentType = "application/json", CorrelationId = correlationId };
        byte[] body = [];
        try
        {
            if (delivery.Body.Length > Options.MaxBodyBytes)
                throw new FormatException($"the request is larger than {Options.MaxBodyBytes} bytes");
            var message = new RequestMessage(
                request,
                CloudEventCodec.Text(delivery.Body.Span),
                DeadlineOf(asked),
                CloudEventCodec.Header(asked, CloudEventCodec.TraceParentHeader),
                CloudEventCodec.Header(asked, CloudEventCodec.TraceStateHeader));
            body = Encoding.UTF8.GetBytes(await dispatcher.AnswerAsync(RabbitMqTransport.SystemName, message, linked.Token));
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            return Settlement.Leave;
        }
        catch (Exception e)
        {
            LogFailed(e, request);
            reply.Headers = new Dictionary<string, object?> { [RequestChannel.ErrorHeader] = $"the responder failed ({e.GetType().Name})" };
        }

        await ReplyAsync(replyTo, reply, body);
        return Settlement.Done;
    }

    private async Task ReplyAsync(string replyTo, BasicProperties reply, byte[] body)
    {
        try
        {
            await publishing.ReplyAsync(replyTo, reply, body, Stopping);
        }
        catch (Exception e)
        {
            // The asker waits until its deadline. To answer again would not reach it sooner.
            LogUnsent(e, request);
        }
    }

    private static TimeSpan DeadlineOf(IReadOnlyBasicProperties asked) =>
        int.TryParse(asked.Expiration, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 60_000
            ? TimeSpan.FromMilliseconds(milliseconds)
            : LongestDeadline;

    [LoggerMessage(LogLevel.Warning, "A {Request} without reply-to or correlation id is dropped")]
    private partial void LogMalformed(string request);

    [LoggerMessage(LogLevel.Error, "{Request} failed")]
    private partial void LogFailed(Exception e, string request);

    [LoggerMessage(LogLevel.Warning, "The answer to a {Request} could not be sent")]
    private partial void LogUnsent(Exception e, string request);
}
