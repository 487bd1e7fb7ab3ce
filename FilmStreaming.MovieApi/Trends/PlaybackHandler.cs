using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Erasure;
using FilmStreaming.Messaging.Events;

namespace FilmStreaming.MovieApi.Trends;

/// <summary>
/// Takes what is played from the User API. A play counts once when it begins and once more when it reaches the end. Clocks of players may
/// be wrong: none is believed to be later than the event.
/// </summary>
internal sealed class PlaybackHandler(PlayRecorder plays) :
    IEventHandler<PlaybackStart>, IEventHandler<PlaybackCompletion>, IEventHandler<PlayDeletion>
{
    public Task HandleAsync(EventContext<PlaybackStart> context, CancellationToken cancellationToken) => plays.RecordStartAsync(
        context.Data.PlayId,
        context.Data.MovieId,
        context.Data.AccountId,
        Earlier(context.Data.StartedAt, context.Message.Time),
        cancellationToken);

    public Task HandleAsync(EventContext<PlaybackCompletion> context, CancellationToken cancellationToken) => plays.RecordCompletionAsync(
        context.Data.PlayId,
        context.Data.MovieId,
        context.Data.AccountId,
        Earlier(context.Data.CompletedAt, context.Message.Time),
        cancellationToken);

    public Task HandleAsync(EventContext<PlayDeletion> context, CancellationToken cancellationToken) =>
        plays.RemovePlayAsync(context.Data.PlayId, context.Data.MovieId, cancellationToken);

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}

/// <summary>Takes back what a deleted account played.</summary>
internal sealed class ViewedPlays(PlayRecorder plays) : IAccountData
{
    public Task EraseAsync(Guid accountId, CancellationToken cancellationToken) => plays.RemoveAccountAsync(accountId, cancellationToken);
}
