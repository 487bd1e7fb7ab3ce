using System.Collections.Concurrent;
using System.Text.Json;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>Questions of one service to another, and their answers.</summary>
internal sealed class RequestsScenario : IScenario
{
    private const int Requests = 10_000;
    private const int Window = 64;
    private const string ReplyTo = "amq.rabbitmq.reply-to";

    private static readonly RequestContract<MovieLookup, MovieLookupReply> Contract = MovieRequests.Lookup;

    private readonly Broker _broker = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<MovieLookupReply>> _waiting = [];

    public string Description =>
        $"{Requests:N0} requests, {Window} at once, each published with confirmation and answered over direct reply-to; "
        + $"prefetch {_broker.Options.Prefetch}; p50 and p99 are of the whole exchange";

    public async Task<IReadOnlyList<Contender>> PrepareAsync(CancellationToken cancellationToken)
    {
        await _broker.StartAsync(
            services => services.AddRequestHandler<Responder, MovieLookup, MovieLookupReply>(Contract), null, cancellationToken);
        var asker = await _broker.StartAsync(_ => { }, null, cancellationToken);
        var requests = asker.GetRequiredService<IRequestClient>();
        var channel = await OpenBareAsync(cancellationToken);
        return
        [
            new("bare RabbitMQ.Client", stop => RunAsync(question => AskAsync(channel, question, stop), stop)),
            new("FilmStreaming.Messaging", stop => RunAsync(question => requests.AskAsync(Contract, question, stop), stop)),
        ];
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    private static Task<Measurement> RunAsync(Func<MovieLookup, Task<MovieLookupReply>> ask, CancellationToken cancellationToken) =>
        Measurement.OfEachAsync(Requests, Window, _ => ask(new([Guid.CreateVersion7()])), cancellationToken);

    private static MovieLookupReply Answer(MovieLookup question) =>
        new([.. question.MovieIds.Select(film => new MovieSnapshot(film, 1, "Metropolis", 1927, 153))]);

    private async Task<IChannel> OpenBareAsync(CancellationToken cancellationToken)
    {
        var (answering, replying) = (await _broker.OpenChannelAsync(cancellationToken), await _broker.OpenChannelAsync(cancellationToken));
        var queue = await _broker.DeclareAsync(answering, "bare", "classic", cancellationToken);
        var responder = new AsyncEventingBasicConsumer(answering);
        responder.ReceivedAsync += (_, delivery) =>
        {
            var question = JsonSerializer.Deserialize(delivery.Body.Span, Contract.RequestJson)!;
            var (tag, asked) = (delivery.DeliveryTag, delivery.BasicProperties);
            var (replyTo, correlationId) = (asked.ReplyTo!, asked.CorrelationId);
            _ = ReplyAsync();
            return Task.CompletedTask;

            async Task ReplyAsync()
            {
                await replying.BasicPublishAsync(
                    "",
                    replyTo,
                    mandatory: false,
                    new BasicProperties { ContentType = "application/json", CorrelationId = correlationId },
                    JsonSerializer.SerializeToUtf8Bytes(Answer(question), Contract.ReplyJson));
                await answering.BasicAckAsync(tag, multiple: false);
            }
        };
        await answering.BasicConsumeAsync(queue, autoAck: false, responder, cancellationToken);

        var asking = await _broker.OpenChannelAsync(cancellationToken);
        var replies = new AsyncEventingBasicConsumer(asking);
        replies.ReceivedAsync += (_, reply) =>
        {
            if (_waiting.TryRemove(reply.BasicProperties.CorrelationId!, out var waiting))
                waiting.SetResult(JsonSerializer.Deserialize(reply.Body.Span, Contract.ReplyJson)!);
            return Task.CompletedTask;
        };
        await asking.BasicConsumeAsync(ReplyTo, autoAck: true, replies, cancellationToken);
        return asking;
    }

    private async Task<MovieLookupReply> AskAsync(IChannel channel, MovieLookup question, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var waiting = _waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await channel.BasicPublishAsync(
            "",
            $"{_broker.Prefix}.bare",
            mandatory: true,
            new BasicProperties { ContentType = "application/json", CorrelationId = id, ReplyTo = ReplyTo, Expiration = "2000" },
            JsonSerializer.SerializeToUtf8Bytes(question, Contract.RequestJson),
            cancellationToken);
        return await waiting.Task.WaitAsync(Contract.Deadline, cancellationToken);
    }

    private sealed class Responder : IRequestHandler<MovieLookup, MovieLookupReply>
    {
        public Task<MovieLookupReply> HandleAsync(MovieLookup request, CancellationToken cancellationToken) =>
            Task.FromResult(Answer(request));
    }
}
