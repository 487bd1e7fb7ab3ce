using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Problems;
using RabbitMQ.Client.Exceptions;

namespace FilmStreaming.Messaging;

/// <summary>Names the request that had no answer, or the broker.</summary>
internal sealed class MessagingFailure : IDependencyFailure
{
    public string? DependencyOf(Exception exception) => exception switch
    {
        RequestUnavailableException e => e.Request,
        EventPublishException or RabbitMQClientException or BrokerUnreachableException => ResourceNames.Messaging,
        _ => null,
    };
}
