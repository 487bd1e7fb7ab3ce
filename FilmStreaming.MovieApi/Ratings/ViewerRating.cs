using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Erasure;
using FilmStreaming.Messaging.Events;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Ratings;

/// <summary>What somebody thinks of a film. One that was taken back stays without a value, lest an older change come late and count.</summary>
internal sealed record ViewerRating
{
    public required Guid RaterKey { get; init; }

    public required Guid MovieId { get; init; }

    /// <summary>The newest change of it that was heard of.</summary>
    public required long Version { get; init; }

    /// <summary>1 to 10; unset where it was taken back.</summary>
    public int? Value { get; init; }

    public static Guid IdOf(Guid raterKey, Guid movieId) => DigestId.Of($"{raterKey:N} {movieId:N}");
}

/// <summary>What all viewers think of a film.</summary>
/// <param name="Count">How many rated it.</param>
/// <param name="Sum">Of their values.</param>
internal readonly record struct RatingTotal(long Count, long Sum)
{
    /// <summary>As films show it: the mean with two decimals; null without votes.</summary>
    public AudienceRating? AsRating() =>
        Count == 0 ? null : new() { Average = Math.Round((double)Sum / Count, 2), Votes = (int)Math.Min(Count, int.MaxValue) };
}

/// <summary>The ratings of viewers.</summary>
internal interface IViewerRatingStore
{
    IDocuments<ViewerRating> Documents { get; }

    /// <summary>What a film's ratings amount to, without those taken back.</summary>
    Task<RatingTotal> TotalAsync(Guid movieId, CancellationToken cancellationToken);

    /// <summary>Drops the ratings of a rater.</summary>
    Task RemoveAllAsync(Guid raterKey, CancellationToken cancellationToken);
}

/// <summary>Keeps the ratings that the User API tells of: each change in effect once, in whatever order and however often it is told.</summary>
internal sealed class RatingRecorder(IViewerRatingStore ratings) : IEventHandler<RatingChange>, IAccountData
{
    public async Task HandleAsync(EventContext<RatingChange> context, CancellationToken cancellationToken)
    {
        var change = context.Data;
        var id = ViewerRating.IdOf(change.RaterKey, change.MovieId);
        var rating = new ViewerRating
        {
            RaterKey = change.RaterKey,
            MovieId = change.MovieId,
            Version = change.Version,
            Value = change.NewValue,
        };
        WriteResult result;
        do
        {
            var known = await ratings.Documents.FindAsync(id, cancellationToken);
            if (known?.Body.Version >= change.Version)
                return;
            // Refused when another change was applied in between; then that one is compared with.
            result = known is null
                ? await ratings.Documents.InsertAsync(new(id, rating, []), cancellationToken)
                : await ratings.Documents.UpdateAsync(id, known.Version, rating, [], cancellationToken);
        }
        while (result.Status != WriteStatus.Written);
    }

    public Task EraseAsync(Guid accountId, CancellationToken cancellationToken) =>
        ratings.RemoveAllAsync(RatingChange.RaterKeyOf(accountId), cancellationToken);
}
