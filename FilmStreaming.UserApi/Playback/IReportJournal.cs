using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Reports that are durable and not yet known to be in the states. A page is applied by the replica that wrote it, and by any other
/// when that one is too slow or gone; applying it twice changes nothing.
/// </summary>
internal interface IReportJournal
{
    Task AppendAsync(Guid id, JournalPage page, CancellationToken cancellationToken);

    /// <summary>The oldest pages that were written before a time.</summary>
    Task<IReadOnlyList<Document<JournalPage>>> ListAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Removes pages that are in the states. At most 1,000.</summary>
    Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}

/// <summary>The reports of one group commit.</summary>
internal sealed record JournalPage
{
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

    /// <summary>W3C Trace Context of the request that brought them: the events they cause belong to its trace.</summary>
    public string? TraceParent { get; init; }

    /// <inheritdoc cref="TraceParent"/>
    public string? TraceState { get; init; }

    public PlaybackKey ToKey() => new(AccountId, ProfileId, Movie.MovieId);
}
