using FilmStreaming.Messaging.Events;
using FilmStreaming.ServiceDefaults;

namespace FilmStreaming.Messaging.Contracts;

/// <summary>
/// Somebody rated a film, rated it anew, or took the rating back. Who keeps the greatest version of each rater and film applies each
/// change once, in whatever order and however often they arrive.
/// </summary>
/// <param name="RaterKey">Stands for the account, see <see cref="RaterKeyOf"/>.</param>
/// <param name="MovieId">The film.</param>
/// <param name="Version">Grows by one with each change of this rating, also when it is taken back and given again.</param>
/// <param name="OldValue">1 to 10, as it was before; unset where there was none.</param>
/// <param name="NewValue">1 to 10, as it is now; unset where it was taken back.</param>
public sealed record RatingChange(Guid RaterKey, Guid MovieId, long Version, int? OldValue = null, int? NewValue = null)
{
    /// <summary>
    /// The same for every rating of an account, and of no use for finding the account. Who hears that an account was deleted works it
    /// out to find its ratings.
    /// </summary>
    public static Guid RaterKeyOf(Guid accountId) => DigestId.Of($"rater {accountId:N}");
}

/// <summary>The events that the User API publishes of ratings. Their subject is the rating.</summary>
public static class RatingEvents
{
    public static readonly EventContract<RatingChange> Changed =
        new("user.rating.changed.v1", "/userapi", MessageJsonContext.Default.RatingChange);
}
