using System.Text;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.Messaging.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>Carries messages over RabbitMQ.</summary>
internal sealed partial class RabbitMqTransport(
    PublishingLink link,
    Topology topology,
    MessagingMetrics metrics,
    IOptions<MessagingOptions> options,
    ILogger<RabbitMqTransport> logger) : ITransport
{
    public const string SystemName = "rabbitmq";

    public string System => SystemName;

    public string DestinationOf(string eventType) => $"{topology.Events}:{eventType}";

    public async Task PublishAsync(EventMessage message, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(message.Data);
        var limit = options.Value.MaxBodyBytes;
        try
        {
            if (body.Length > limit)
                throw new EventPublishException($"{message.Type} is larger than {limit} bytes.") { Refused = true };
            await link.PublishAsync(topology.Events, message.Type, CloudEventCodec.Write(message), body, cancellationToken);
        }
        catch (EventPublishException e) when (e.Refused)
        {
            metrics.Returned(SystemName, message.Type);
            LogReturned(message.Type, message.Id, message.Subject, e.Message);
            throw;
        }
    }

    public Task<string> AskAsync(RequestMessage request, CancellationToken cancellationToken) => link.AskAsync(request, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "{Type} {Id} of {Subject} is not safe: {Reason} It stays in the outbox")]
    private partial void LogReturned(string type, Guid id, string subject, string reason);
}
