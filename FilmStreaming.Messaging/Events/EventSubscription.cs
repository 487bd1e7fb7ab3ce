using System.Collections.Frozen;
using FilmStreaming.Messaging.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Messaging.Events;

/// <summary>That a service handles a type of event, and how.</summary>
/// <param name="Name">The subscription; its replicas share what is sent to it.</param>
/// <param name="EventType">The type of event.</param>
/// <param name="Handle">Calls the handler.</param>
internal sealed record EventSubscription(
    string Name, string EventType, Func<IServiceProvider, EventMessage, CancellationToken, Task> Handle)
{
    public static EventSubscription For<THandler, TData>(string name, EventContract<TData> contract)
        where THandler : class, IEventHandler<TData> =>
        new(name, contract.Type, (services, message, cancellationToken) =>
            services.GetRequiredService<THandler>().HandleAsync(new(message, contract.Read(message)), cancellationToken));
}

/// <summary>Hands events to the handlers of this host, each in a scope of its own.</summary>
internal sealed class EventDispatcher(IServiceScopeFactory scopes, IEnumerable<EventSubscription> subscriptions, MessagingMetrics metrics)
{
    private readonly FrozenDictionary<(string Subscription, string Type), EventSubscription> _handlers =
        subscriptions.ToFrozenDictionary(subscription => (subscription.Name, subscription.EventType));

    /// <summary>The subscriptions, with the types of event each takes.</summary>
    public ILookup<string, string> Subscriptions { get; } =
        subscriptions.ToLookup(subscription => subscription.Name, subscription => subscription.EventType);

    /// <exception cref="InvalidOperationException">
    /// This version of the service has no handler for the type; another replica's may, so it is retried like any failure.
    /// </exception>
    public async Task HandleAsync(
        string system, string subscription, EventMessage message, int attempt, CancellationToken cancellationToken)
    {
        using var activity = MessagingActivities.StartProcess(system, subscription, message, attempt);
        try
        {
            var handler = _handlers.GetValueOrDefault((subscription, message.Type))
                ?? throw new InvalidOperationException($"{subscription} has no handler for {message.Type}.");
            await using var scope = scopes.CreateAsyncScope();
            await handler.Handle(scope.ServiceProvider, message, cancellationToken);
            metrics.Consumed(system, subscription, message.Type);
        }
        catch (Exception e)
        {
            activity.Fail(e);
            throw;
        }
    }
}
