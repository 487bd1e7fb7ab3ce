using FilmStreaming.MovieApi.Trends.CoWatch;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Trends;

/// <summary>
/// Counts each play once, however often and in whatever order it is told, and of one viewer no more than two for a film on a day: it is
/// kept as a fact, and what is derived of it is counted from the facts again, never added to.
/// </summary>
internal sealed class PlayRecorder(
    IPlayFactStore facts, ITrendStore trends, ViewingRecorder viewings, ViewerPseudonyms viewers, TimeProvider time) : IDisposable
{
    /// <summary>How often other replicas may count the same film meanwhile, before the event is tried again later.</summary>
    public const int MaxAttempts = 20;

    private const int BatchSize = 500;

    // One at a time for a film that many play, because only one of several would succeed.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>A film was begun.</summary>
    /// <param name="playId">The same whenever the same is told.</param>
    /// <param name="movieId">The film.</param>
    /// <param name="accountId">Who played it.</param>
    /// <param name="at">When; not in the future.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RecordStartAsync(Guid playId, Guid movieId, Guid accountId, DateTimeOffset at, CancellationToken cancellationToken) =>
        RecordAsync(PlayFact.StartOf(playId), isCompletion: false, movieId, accountId, at, cancellationToken);

    /// <summary>A film was watched to its end.</summary>
    /// <inheritdoc cref="RecordStartAsync"/>
    public Task RecordCompletionAsync(Guid playId, Guid movieId, Guid accountId, DateTimeOffset at, CancellationToken cancellationToken) =>
        RecordAsync(PlayFact.CompletionOf(playId), isCompletion: true, movieId, accountId, at, cancellationToken);

    private async Task RecordAsync(
        Guid factId, bool isCompletion, Guid movieId, Guid accountId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var hour = TrendWindow.HourOf(at);
        if (TrendWindow.ExpiryOf(hour) <= time.GetUtcNow())
            return;
        var fact = new PlayFact
        {
            MovieId = movieId,
            Hour = hour,
            IsCompletion = isCompletion,
            Viewer = await viewers.OfAsync(accountId, cancellationToken),
            ExpiresAt = TrendWindow.ExpiryOf(hour),
        };
        var stored = new Document<PlayFact> { Id = factId, Version = 1, Body = fact };
        if ((await facts.Documents.InsertAsync(new(factId, fact, []), cancellationToken)).Status == WriteStatus.Duplicate)
        {
            // It may have been told before with another time, or by one who died before counting.
            if (await facts.Documents.FindAsync(factId, cancellationToken) is not { } known)
                return;
            stored = known;
        }

        // Looked for after the fact is there: an erasure that this does not see finds the fact.
        if (await facts.Documents.FindAsync(PlayFact.ErasureOf(fact.Viewer), cancellationToken) is not null)
            await RemoveAccountAsync(accountId, cancellationToken);
        else
            await CountAsync([stored.Body], cancellationToken);
    }

    /// <summary>Takes a play back. What tells of it later does not count.</summary>
    public async Task RemovePlayAsync(Guid playId, Guid movieId, CancellationToken cancellationToken)
    {
        foreach (var id in new[] { PlayFact.StartOf(playId), PlayFact.CompletionOf(playId) })
        {
            if ((await facts.Documents.InsertAsync(new(id, NothingOf(movieId), []), cancellationToken)).Status == WriteStatus.Duplicate
                && await facts.Documents.FindAsync(id, cancellationToken) is { } known)
            {
                await VoidAsync([known], cancellationToken);
            }
        }
    }

    /// <summary>Takes back every play of an account, and forgets whose they were. So it does with what tells of one later.</summary>
    public async Task RemoveAccountAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var viewer = await viewers.OfAsync(accountId, cancellationToken);
        await facts.Documents.InsertAsync(new(PlayFact.ErasureOf(viewer), NothingOf(Guid.Empty), []), cancellationToken);
        while (await facts.ListAsync(viewer, BatchSize, cancellationToken) is { Count: > 0 } batch)
            await VoidAsync(batch, cancellationToken);
        await viewings.RemoveAsync(viewer, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var turn in _turns)
            turn.Dispose();
    }

    private PlayFact NothingOf(Guid movieId) => new()
    {
        MovieId = movieId,
        Hour = 0,
        IsVoid = true,
        ExpiresAt = time.GetStoredNow().AddHours(TrendWindow.KeptHours),
    };

    // The viewer goes last: who dies before finds the plays again by it, and counts what may not have been counted.
    private async Task VoidAsync(IReadOnlyList<Document<PlayFact>> plays, CancellationToken cancellationToken)
    {
        var rest = plays.Where(play => !play.Body.IsVoid).ToList();
        await facts.Documents.UpdateManyAsync([.. rest.Select(play => Change(play, play.Body with { IsVoid = true }))], cancellationToken);
        await CountAsync([.. plays.Select(play => play.Body)], cancellationToken);
        await facts.Documents.UpdateManyAsync(
            [.. plays.Where(play => play.Body.Viewer is not null).Select(play => Change(
                play.Body.IsVoid ? play : play with { Version = play.Version + 1 }, play.Body with { IsVoid = true, Viewer = null }))],
            cancellationToken);
    }

    /// <summary>Counts all that these facts are part of.</summary>
    private async Task CountAsync(IReadOnlyList<PlayFact> changed, CancellationToken cancellationToken)
    {
        foreach (var (movieId, day) in changed.Select(fact => (fact.MovieId, fact.Day)).Distinct())
            await CountAsync(movieId, day, cancellationToken);
        foreach (var viewer in changed.Where(fact => fact.IsCompletion).Select(fact => fact.Viewer).OfType<string>().Distinct())
            await viewings.CountAsync(viewer, cancellationToken);
    }

    private static DocumentUpdate<PlayFact> Change(Document<PlayFact> play, PlayFact body) => new(play.Id, play.Version, body, []);

    /// <remarks>
    /// Always writes, also an equal count: then of two who count at once, the one that may not have seen the other's fact has read an
    /// older version and counts again.
    /// </remarks>
    private async Task CountAsync(Guid movieId, long day, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)movieId.GetHashCode() % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                if (await TryCountAsync(movieId, day, cancellationToken))
                    return;
            }
        }
        finally
        {
            turn.Release();
        }

        throw new InvalidOperationException($"Others kept counting the plays of film {movieId}.");
    }

    private async Task<bool> TryCountAsync(Guid movieId, long day, CancellationToken cancellationToken)
    {
        var known = await trends.Documents.FindAsync(movieId, cancellationToken);
        var plays = await facts.CountAsync(movieId, day, cancellationToken);
        var trend = MovieTrend.With(known?.Body, day, plays);
        var result = known is null
            ? await trends.Documents.InsertAsync(new(movieId, trend, []), cancellationToken)
            : await trends.Documents.UpdateAsync(movieId, known.Version, trend, [], cancellationToken);
        return result.Status == WriteStatus.Written;
    }
}
