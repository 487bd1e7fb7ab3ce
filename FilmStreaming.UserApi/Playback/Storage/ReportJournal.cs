using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Playback.Storage;

/// <summary>What both forms of the journal do alike.</summary>
internal abstract class ReportJournal(IDocuments<JournalPage> documents) : IReportJournal
{
    /// <summary>Pages that are handled together.</summary>
    protected const int MaxPages = 1000;

    public static readonly CollectionDefinition<JournalPage> Definition = new()
    {
        Name = "playbackJournal",
        Json = UserJsonContext.Default.DocumentJournalPage,
        Queries = [new("oldest-pages", "body.writtenAt")],
    };

    public Task AppendAsync(Guid id, JournalPage page, CancellationToken cancellationToken) =>
        documents.InsertAsync(new(id, page, []), cancellationToken);

    public async Task SetAsideAsync(Guid id, IReadOnlyList<JournalEntry>? stuck, CancellationToken cancellationToken)
    {
        if (stuck is null)
            await SetAsideUnreadAsync(id, cancellationToken);
        else if (await documents.FindAsync(id, cancellationToken) is { } page)
            await documents.UpdateAsync(id, page.Version, new() { WrittenAt = JournalPage.SetAside, Entries = stuck }, [], cancellationToken);
    }

    public async Task EraseAsync(Guid accountId, CancellationToken cancellationToken)
    {
        foreach (var id in (await ListSetAsideAsync(cancellationToken)).Where(open => Has(open.Page, accountId)).Select(open => open.Id))
        {
            // Refused when another account was erased from it meanwhile.
            while (await documents.FindAsync(id, cancellationToken) is { } page && Has(page.Body, accountId))
            {
                var left = page.Body.Entries.Where(entry => entry.AccountId != accountId).ToList();
                if (left.Count == 0)
                    await documents.DeleteAsync(id, cancellationToken);
                else
                    await documents.UpdateAsync(id, page.Version, page.Body with { Entries = left }, [], cancellationToken);
            }
        }
    }

    public abstract Task<IReadOnlyList<OpenPage>> ListAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    public abstract Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    public abstract Task<long> ReleaseAsync(DateTimeOffset now, CancellationToken cancellationToken);

    protected abstract Task SetAsideUnreadAsync(Guid id, CancellationToken cancellationToken);

    protected abstract Task<IReadOnlyList<OpenPage>> ListSetAsideAsync(CancellationToken cancellationToken);

    private static bool Has(JournalPage? page, Guid accountId) => page?.Entries.Any(entry => entry.AccountId == accountId) == true;
}

/// <summary>Reads pages one by one: what is wrong with one must not hide the others.</summary>
internal sealed class MongoReportJournal(MongoDocuments<JournalPage> documents) : ReportJournal(documents)
{
    private const string WrittenAt = "body.writtenAt";

    private readonly MongoDocuments<JournalPage> _documents = documents;
    private readonly IMongoCollection<BsonDocument> _raw =
        documents.Collection.Database.GetCollection<BsonDocument>(documents.Collection.CollectionNamespace.CollectionName);

    private static FilterDefinitionBuilder<BsonDocument> Where => Builders<BsonDocument>.Filter;

    private static FilterDefinition<BsonDocument> IsSetAside => Where.Gte(WrittenAt, JournalPage.SetAside.UtcDateTime);

    public override Task<IReadOnlyList<OpenPage>> ListAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var end = before < JournalPage.SetAside ? before : JournalPage.SetAside;
        return ReadAsync(Where.Lt(WrittenAt, end.UtcDateTime), limit, cancellationToken);
    }

    public override Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        _documents.DeleteManyAsync(ids, cancellationToken);

    public override async Task<long> ReleaseAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        (await _raw.UpdateManyAsync(
            IsSetAside, Builders<BsonDocument>.Update.Set(WrittenAt, now.UtcDateTime), cancellationToken: cancellationToken)).ModifiedCount;

    protected override Task SetAsideUnreadAsync(Guid id, CancellationToken cancellationToken) => _raw.UpdateOneAsync(
        Where.Eq("_id", new BsonBinaryData(id, GuidRepresentation.Standard)),
        Builders<BsonDocument>.Update.Set(WrittenAt, JournalPage.SetAside.UtcDateTime),
        cancellationToken: cancellationToken);

    protected override Task<IReadOnlyList<OpenPage>> ListSetAsideAsync(CancellationToken cancellationToken) =>
        ReadAsync(IsSetAside, MaxPages, cancellationToken);

    private async Task<IReadOnlyList<OpenPage>> ReadAsync(FilterDefinition<BsonDocument> which, int limit, CancellationToken cancellationToken) =>
        [
            .. (await _raw.Find(which).Sort(Builders<BsonDocument>.Sort.Ascending(WrittenAt)).Limit(limit).ToListAsync(cancellationToken))
                .Select(Read),
        ];

    private static OpenPage Read(BsonDocument document)
    {
        var (id, writtenAt) = (document["_id"].AsGuid, document["body"]["writtenAt"].ToUniversalTime());
        try
        {
            return new(id, writtenAt, BsonSerializer.Deserialize<Document<JournalPage>>(document).Body);
        }
        catch (Exception)
        {
            // Whatever is wrong with it, it is in the document and not in the database.
            return new(id, writtenAt, null);
        }
    }
}

/// <summary>Has no pages that cannot be read: with one, the service does not start.</summary>
internal sealed class EmbeddedReportJournal(EmbeddedDocuments<JournalPage> documents) : ReportJournal(documents)
{
    private readonly EmbeddedDocuments<JournalPage> _documents = documents;

    public override Task<IReadOnlyList<OpenPage>> ListAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OpenPage>>(
        [
            .. _documents.All.Where(page => page.Body.WrittenAt < before && page.Body.WrittenAt < JournalPage.SetAside)
                .OrderBy(page => page.Body.WrittenAt).Take(limit).Select(Open),
        ]);

    public override Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        _documents.DeleteManyAsync(ids, cancellationToken);

    public override async Task<long> ReleaseAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var released = await _documents.UpdateManyAsync(
            [
                .. _documents.All.Where(page => page.Body.WrittenAt >= JournalPage.SetAside).Take(MaxPages)
                    .Select(page => new DocumentUpdate<JournalPage>(page.Id, page.Version, page.Body with { WrittenAt = now }, [])),
            ],
            cancellationToken);
        return released.Count(result => result.Status == WriteStatus.Written);
    }

    protected override Task SetAsideUnreadAsync(Guid id, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task<IReadOnlyList<OpenPage>> ListSetAsideAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OpenPage>>(
            [.. _documents.All.Where(page => page.Body.WrittenAt >= JournalPage.SetAside).Take(MaxPages).Select(Open)]);

    private static OpenPage Open(Document<JournalPage> page) => new(page.Id, page.Body.WrittenAt, page.Body);
}
