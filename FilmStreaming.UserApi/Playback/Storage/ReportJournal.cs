using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Playback.Storage;

/// <summary>What both forms of the journal do alike.</summary>
internal abstract class ReportJournal(IDocuments<JournalPage> documents) : IReportJournal
{
    public static readonly CollectionDefinition<JournalPage> Definition = new()
    {
        Name = "playbackJournal",
        Json = UserJsonContext.Default.DocumentJournalPage,
        Queries = [new("oldest-pages", "body.writtenAt")],
    };

    public Task AppendAsync(Guid id, JournalPage page, CancellationToken cancellationToken) =>
        documents.InsertAsync(new(id, page, []), cancellationToken);

    public abstract Task<IReadOnlyList<Document<JournalPage>>> ListAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    public abstract Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}

internal sealed class MongoReportJournal(MongoDocuments<JournalPage> documents) : ReportJournal(documents)
{
    private readonly MongoDocuments<JournalPage> _documents = documents;

    public override async Task<IReadOnlyList<Document<JournalPage>>> ListAsync(
        DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        await _documents.Collection.Find(page => page.Body.WrittenAt < before)
            .SortBy(page => page.Body.WrittenAt).Limit(limit).ToListAsync(cancellationToken);

    public override Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        _documents.DeleteManyAsync(ids, cancellationToken);
}

internal sealed class EmbeddedReportJournal(EmbeddedDocuments<JournalPage> documents) : ReportJournal(documents)
{
    private readonly EmbeddedDocuments<JournalPage> _documents = documents;

    public override Task<IReadOnlyList<Document<JournalPage>>> ListAsync(
        DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<JournalPage>>>(
            [.. _documents.All.Where(page => page.Body.WrittenAt < before).OrderBy(page => page.Body.WrittenAt).Take(limit)]);

    public override Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        _documents.DeleteManyAsync(ids, cancellationToken);
}
