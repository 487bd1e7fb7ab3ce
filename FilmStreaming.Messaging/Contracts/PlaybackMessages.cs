using FilmStreaming.Messaging.Events;

namespace FilmStreaming.Messaging.Contracts;

/// <summary>An account began to play a film on a device. Told once for each playback session; told again, it has the same ids.</summary>
/// <param name="PlayId">The play that the session becomes in the history; what takes that play away names it.</param>
/// <param name="AccountId">Who plays it.</param>
/// <param name="MovieId">The film.</param>
/// <param name="SessionId">The playback session.</param>
/// <param name="StartedAt">When it began, by the player's clock, as far as was known then.</param>
public sealed record PlaybackStart(Guid PlayId, Guid AccountId, Guid MovieId, Guid SessionId, DateTimeOffset StartedAt);

/// <summary>An account watched a film to its end. Told once for each <paramref name="Number"/>.</summary>
/// <param name="PlayId">The play in whose session the end was reached.</param>
/// <param name="AccountId">Who watched it.</param>
/// <param name="MovieId">The film.</param>
/// <param name="Number">How often the account has watched the film, this time included; with account and film it names the event.</param>
/// <param name="CompletedAt">When the end was reached, by the player's clock.</param>
public sealed record PlaybackCompletion(Guid PlayId, Guid AccountId, Guid MovieId, int Number, DateTimeOffset CompletedAt);

/// <summary>An account took a play out of its history. Whatever was derived of the play forgets it, also what is told of it later.</summary>
/// <param name="PlayId">The play.</param>
/// <param name="AccountId">Whose it was.</param>
/// <param name="MovieId">The film.</param>
public sealed record PlayDeletion(Guid PlayId, Guid AccountId, Guid MovieId);

/// <summary>The events that the User API publishes of what is played. Their subject is the account's state with the film; that of a deletion is the play.</summary>
public static class PlaybackEvents
{
    private const string Source = "/userapi";

    public static readonly EventContract<PlaybackStart> Started =
        new("user.playback.started.v1", Source, MessageJsonContext.Default.PlaybackStart);

    public static readonly EventContract<PlaybackCompletion> Completed =
        new("user.playback.completed.v1", Source, MessageJsonContext.Default.PlaybackCompletion);

    public static readonly EventContract<PlayDeletion> PlayDeleted =
        new("user.play.deleted.v1", Source, MessageJsonContext.Default.PlayDeletion);
}
