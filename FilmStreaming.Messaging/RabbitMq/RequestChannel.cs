using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using FilmStreaming.Messaging.Requests;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>
/// Asks over RabbitMQ's direct reply-to: the broker hands a reply straight to the channel that asked, with no queue between.
/// All requests of a service share one channel and are told apart by their correlation id.
/// </summary>
internal sealed class RequestChannel
{
    /// <summary>A reply that has this header is a failure; its value is the reason.</summary>
    public const string ErrorHeader = "x-filmstreaming-error";

    private const string ReplyTo = "amq.rabbitmq.reply-to";

    private readonly ConcurrentDictionary<string, Waiting> _waiting = [];
    private readonly IChannel _channel;
    private readonly int _maxBodyBytes;
    private readonly TimeProvider _clock;

    private RequestChannel(IChannel channel, int maxBodyBytes, TimeProvider clock)
    {
        _channel = channel;
        _maxBodyBytes = maxBodyBytes;
        _clock = clock;
    }

    public static async Task<RequestChannel> OpenAsync(
        IChannel channel, int maxBodyBytes, TimeProvider clock, CancellationToken cancellationToken)
    {
        var requests = new RequestChannel(channel, maxBodyBytes, clock);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += requests.OnReplyAsync;
        await channel.BasicConsumeAsync(ReplyTo, autoAck: true, consumer, cancellationToken);
        return requests;
    }

    /// <exception cref="RequestUnavailableException">There is no reply.</exception>
    public async Task<string> AskAsync(RequestMessage request, string queue, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(_clock.GetUtcNow()).ToString("N");
        var waiting = _waiting[id] = new(request.Name);
        using var deadline = new CancellationTokenSource(request.Deadline, _clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _channel.BasicPublishAsync(
                "", queue, mandatory: true, Properties(request, id), Encoding.UTF8.GetBytes(request.Body), linked.Token);
            return await waiting.Reply.Task.WaitAsync(linked.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RequestUnavailableException(request.Name, $"no answer within {request.Deadline.TotalSeconds:0.###} s", e);
        }
        catch (PublishException e)
        {
            throw new RequestUnavailableException(request.Name, e.IsReturn ? "nobody answers it now" : "RabbitMQ refused it", e);
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException or ObjectDisposedException)
        {
            throw new RequestUnavailableException(request.Name, $"RabbitMQ is away ({e.Message})", e);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public Task ReplyAsync(string replyTo, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        _channel.BasicPublishAsync("", replyTo, mandatory: false, properties, body, cancellationToken).AsTask();

    /// <summary>Ends every wait: a reply can only come to the channel that asked.</summary>
    public void Close()
    {
        foreach (var waiting in _waiting.Values)
            waiting.Fail("the connection to RabbitMQ was lost");
    }

    private static BasicProperties Properties(RequestMessage request, string id)
    {
        var headers = new Dictionary<string, object?>();
        CloudEventCodec.AddTrace(headers, request.TraceParent, request.TraceState);
        return new()
        {
            ContentType = "application/json",
            CorrelationId = id,
            ReplyTo = ReplyTo,
            Expiration = ((long)request.Deadline.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
            Headers = headers,
        };
    }

    // A reply with an unknown correlation id came after its deadline; its asker has been answered already.
    private Task OnReplyAsync(object sender, BasicDeliverEventArgs reply)
    {
        if (reply.BasicProperties.CorrelationId is { } id && _waiting.TryGetValue(id, out var waiting))
        {
            if (reply.Body.Length > _maxBodyBytes)
                waiting.Fail($"the reply is larger than {_maxBodyBytes} bytes");
            else if (reply.BasicProperties.Headers?.ContainsKey(ErrorHeader) is true)
                waiting.Fail(CloudEventCodec.Header(reply.BasicProperties, ErrorHeader) ?? "the responder failed");
            else
                waiting.Reply.TrySetResult(Encoding.UTF8.GetString(reply.Body.Span));
        }

        return Task.CompletedTask;
    }

    private sealed class Waiting(string request)
    {
        public TaskCompletionSource<string> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fail(string reason) => Reply.TrySetException(new RequestUnavailableException(request, reason));
    }
}
