using FilmStreaming.Messaging.Events;

namespace FilmStreaming.Messaging.Broadcasts;

/// <summary>
/// Takes one type of event on every replica that runs, for what a replica keeps in memory. Nothing waits for a replica that is
/// away: what it missed it asks for when it listens again. A single instance takes all of them, at the same time too.
/// </summary>
public interface IBroadcastHandler<TData>
{
    /// <summary>
    /// Asks for what events before now would have told. Called each time this replica has begun to listen, and again until it
    /// succeeds; events come in meanwhile.
    /// </summary>
    Task CatchUpAsync(CancellationToken cancellationToken);

    /// <summary>An exception is logged, and the event is not tried again.</summary>
    Task HandleAsync(EventContext<TData> context, CancellationToken cancellationToken);
}
