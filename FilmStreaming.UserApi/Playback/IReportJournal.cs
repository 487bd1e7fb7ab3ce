using FilmStreaming.Messaging.Contracts;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Reports that are durable and not yet known to be in the states. A page is applied by the replica that wrote it, and by any other
/// when that one is too slow or gone; applying it twice changes nothing.
/// </summary>
internal interface IReportJournal
{
    Task AppendAsync(Guid id, JournalPage page, CancellationToken cancellationToken);

    /// <summary>The oldest pages that were written before a time, without those that were set aside.</summary>
    Task<IReadOnlyList<OpenPage>> ListAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Removes pages that are in the states. At most 1,000.</summary>
    Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Keeps a page for people to look at.</summary>
    /// <param name="id">The page.</param>
    /// <param name="stuck">What is left of it, because it cannot be applied; null for a page that cannot be read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task SetAsideAsync(Guid id, IReadOnlyList<JournalEntry>? stuck, CancellationToken cancellationToken);

    /// <summary>Makes the pages that were set aside open again, as if they were written now.</summary>
    /// <returns>How many.</returns>
    Task<long> ReleaseAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes what an account reported from the pages that were set aside.</summary>
    Task EraseAsync(Guid accountId, CancellationToken cancellationToken);
}

/// <summary>A page that is still in the journal.</summary>
/// <param name="Id">The page's.</param>
/// <param name="WrittenAt">As in the page.</param>
/// <param name="Page">Null for one that cannot be read.</param>
internal sealed record OpenPage(Guid Id, DateTimeOffset WrittenAt, JournalPage? Page);

/// <summary>The reports of one group commit.</summary>
internal sealed record JournalPage
{
    /// <summary>When a page was written that was set aside: far in the future, so that it is in no list.</summary>
    public static readonly DateTimeOffset SetAside = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public required DateTimeOffset WrittenAt { get; init; }

    public required IReadOnlyList<JournalEntry> Entries { get; init; }
}

/// <summary>Valid reports of one account about one film.</summary>
internal sealed record JournalEntry
{
    public required Guid AccountId { get; init; }

    public required Guid ProfileId { get; init; }

    /// <summary>The film as it was known then.</summary>
    public required MovieSnapshot Movie { get; init; }

    public required IReadOnlyList<PlaybackReport> Reports { get; init; }

    /// <summary>When the page was written, of an entry that was taken out of it.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>W3C Trace Context of the request that brought them: the events they cause belong to its trace.</summary>
    public string? TraceParent { get; init; }

    /// <inheritdoc cref="TraceParent"/>
    public string? TraceState { get; init; }

    public PlaybackKey ToKey() => new(AccountId, ProfileId, Movie.MovieId);
}
