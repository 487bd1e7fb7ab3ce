using System.Collections.Frozen;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Telemetry;
using Microsoft.Extensions.Logging;

namespace FilmStreaming.Messaging.Broadcasts;

/// <summary>That every replica of a service hears a type of event, and what it does then.</summary>
internal sealed record BroadcastSubscription(
    string EventType, Func<EventMessage, CancellationToken, Task> Handle, Func<CancellationToken, Task> CatchUp)
{
    public static BroadcastSubscription For<TData>(IBroadcastHandler<TData> handler, EventContract<TData> contract) => new(
        contract.Type,
        (message, cancellationToken) => handler.HandleAsync(new(message, contract.Read(message)), cancellationToken),
        handler.CatchUpAsync);
}

/// <summary>Hands broadcasts to the handlers of this replica. Never throws: nobody could try again in its place.</summary>
internal sealed partial class BroadcastDispatcher(
    IEnumerable<BroadcastSubscription> subscriptions, MessagingMetrics metrics, TimeProvider clock, ILogger<BroadcastDispatcher> logger)
{
    private const string Subscription = "replica";

    /// <summary>While services start side by side, that one does not answer yet is no news.</summary>
    private const int AttemptsBeforeWarning = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly FrozenDictionary<string, BroadcastSubscription> _handlers =
        subscriptions.ToFrozenDictionary(subscription => subscription.EventType);

    /// <summary>The types of event that this replica hears.</summary>
    public IReadOnlyCollection<string> Types => _handlers.Keys;

    public async Task HandleAsync(string system, EventMessage message, CancellationToken cancellationToken)
    {
        using var activity = MessagingActivities.StartProcess(system, Subscription, message, attempt: 1);
        try
        {
            await _handlers[message.Type].Handle(message, cancellationToken);
            metrics.Consumed(system, Subscription, message.Type);
        }
        catch (Exception e)
        {
            activity.Fail(e);
            LogFailed(e, message.Type, message.Id, message.Subject);
        }
    }

    /// <summary>Returns when every handler has caught up, or with <paramref name="cancellationToken"/>.</summary>
    public Task CatchUpAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_handlers.Values.Select(handler => CatchUpAsync(handler, cancellationToken)));

    private async Task CatchUpAsync(BroadcastSubscription handler, CancellationToken cancellationToken)
    {
        for (var attempt = 1; !cancellationToken.IsCancellationRequested; attempt++)
        {
            try
            {
                await handler.CatchUp(cancellationToken);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (attempt == AttemptsBeforeWarning)
                    LogBehind(handler.EventType, e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Error, "This replica failed to handle the broadcast {Type} {Id} of {Subject}")]
    private partial void LogFailed(Exception e, string type, Guid id, string subject);

    [LoggerMessage(
        LogLevel.Warning, "What {Type} told before this replica listened is not known yet ({Reason}); it asks again each second")]
    private partial void LogBehind(string type, string reason);
}
