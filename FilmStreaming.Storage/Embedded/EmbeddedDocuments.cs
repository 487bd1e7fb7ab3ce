using System.Collections.Concurrent;
using System.Text.Json;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.ServiceDefaults.Hosting;

namespace FilmStreaming.Storage.Embedded;

/// <summary>A collection of the embedded database: all its documents in memory for reading, every write durable before it is answered.</summary>
public sealed class EmbeddedDocuments<T> : IDocuments<T>, IEmbeddedCollection
    where T : class
{
    private readonly EmbeddedDatabase _database;
    private readonly CollectionDefinition<T> _definition;
    private readonly OutboxSignal _signal;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<IWriteObserver<T>> _observers;
    private readonly ConcurrentDictionary<Guid, Document<T>> _documents = new();
    private readonly EmbeddedKeys<T>[] _keys;

    // Only the writer touches these: what the batch has decided and not yet committed. Null is a removal.
    private readonly Dictionary<Guid, Document<T>?> _staged = [];

    internal EmbeddedDocuments(
        EmbeddedDatabase database,
        CollectionDefinition<T> definition,
        OutboxSignal signal,
        TimeProvider time,
        IEnumerable<IWriteObserver<T>> observers)
    {
        (_database, _definition, _signal, _time, _observers) = (database, definition, signal, time, [.. observers]);
        _keys = [.. definition.Unique.Select(index => new EmbeddedKeys<T>(index))];
        foreach (var (id, json) in database.Load(definition.Name))
            Show(id, Parse(id, json));
    }

    /// <summary>
    /// Tells each document as it was, null where it was not, and as it is, null where it no longer is. Raised by the one writer, in
    /// order, after readers see the change and before whoever wrote is answered: who listens holds all writes up.
    /// </summary>
    public event Action<Document<T>?, Document<T>?>? Changed;

    /// <summary>All documents, for the queries of the store over this collection; in no order.</summary>
    public IEnumerable<Document<T>> All => _documents.Select(pair => pair.Value);

    internal string Name => _definition.Name;

    internal Document<T>? Find(Guid id) => _documents.GetValueOrDefault(id);

    /// <summary>The documents that the outbox relay has work with.</summary>
    internal DueDocuments Due { get; } = new();

    public Task<Document<T>?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(_documents.GetValueOrDefault(id));

    public Task<IReadOnlyList<Document<T>>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<T>>>(
            [.. ids.Distinct().Select(id => _documents.GetValueOrDefault(id)).OfType<Document<T>>()]);

    public Task<Document<T>?> FindByAsync(UniqueIndex<T> index, string key, CancellationToken cancellationToken) =>
        Task.FromResult(FindBy(index, key));

    public Task<IReadOnlyList<Document<T>>> FindManyByAsync(
        UniqueIndex<T> index, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<T>>>([.. keys.Distinct().Select(key => FindBy(index, key)).OfType<Document<T>>()]);

    public Task<IReadOnlyList<Document<T>>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<T>>>(
        [
            .. All.Where(document => after is not { } id || document.Id.CompareTo(id) > 0).OrderBy(document => document.Id).Take(limit),
        ]);

    public async Task<WriteResult> InsertAsync(NewDocument<T> document, CancellationToken cancellationToken) =>
        (await InsertManyAsync([document], cancellationToken))[0];

    public async Task<IReadOnlyList<WriteResult>> InsertManyAsync(
        IReadOnlyList<NewDocument<T>> documents, CancellationToken cancellationToken)
    {
        var results = await _database.WriteAsync<IReadOnlyList<WriteResult>>(this, () => [.. documents.Select(Insert)], cancellationToken);
        _observers.Inserted(documents, results);
        if (documents.Any(document => document.Events.Count > 0))
            _signal.Notify();
        return results;
    }

    public async Task<WriteResult> UpdateAsync(
        Guid id, long expectedVersion, T body, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken) =>
        (await UpdateManyAsync([new(id, expectedVersion, body, events)], cancellationToken))[0];

    public async Task<IReadOnlyList<WriteResult>> UpdateManyAsync(
        IReadOnlyList<DocumentUpdate<T>> updates, CancellationToken cancellationToken)
    {
        var results = await _database.WriteAsync<IReadOnlyList<WriteResult>>(this, () => [.. updates.Select(Update)], cancellationToken);
        _observers.Updated(updates, results);
        if (updates.Any(update => update.Events.Count > 0))
            _signal.Notify();
        return results;
    }

    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken) => await DeleteManyAsync([id], cancellationToken) > 0;

    /// <summary>Removes the documents, and with them any pending events, in one round trip. At most 1,000.</summary>
    /// <returns>How many were there.</returns>
    public Task<long> DeleteManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => _database.WriteAsync(
        this,
        () =>
        {
            var there = ids.Where(id => Current(id) is not null).ToHashSet();
            foreach (var id in there)
                Stage(id, null);
            return (long)there.Count;
        },
        cancellationToken);

    /// <summary>Changes documents without making new versions of them.</summary>
    internal Task<IReadOnlyList<WriteResult>> RewriteAsync(
        IReadOnlyCollection<Guid> ids, Func<Document<T>, Document<T>> rewrite, CancellationToken cancellationToken) =>
        _database.WriteAsync<IReadOnlyList<WriteResult>>(
            this,
            () => [.. ids.Select(id => Current(id) is { } document ? StageUnlessDuplicate(rewrite(document)) : new(WriteStatus.Stale))],
            cancellationToken);

    void IEmbeddedCollection.Store()
    {
        foreach (var (id, document) in _staged)
            _database.Store(_definition.Name, id, document is null ? null : JsonSerializer.Serialize(document, _definition.Json));
    }

    void IEmbeddedCollection.Publish()
    {
        foreach (var (id, document) in _staged)
            Show(id, document);
        Forget();
    }

    void IEmbeddedCollection.Forget() => Forget();

    async Task IEmbeddedCollection.RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_definition.Expiry is not { } expiry)
            return;
        foreach (var id in All.Where(IsOver).Select(document => document.Id))
        {
            // It may have been renewed since; only the writer knows.
            await _database.WriteAsync(
                this,
                () =>
                {
                    if (Current(id) is { } document && IsOver(document))
                        Stage(id, null);
                    return true;
                },
                cancellationToken);
        }

        bool IsOver(Document<T> document) => expiry.At(document.Body) <= now;
    }

    private void Forget()
    {
        _staged.Clear();
        foreach (var keys in _keys)
            keys.Forget();
    }

    private WriteResult Insert(NewDocument<T> document)
    {
        if (Current(document.Id) is not null)
            return new(WriteStatus.Duplicate);
        return StageUnlessDuplicate(new()
        {
            Id = document.Id,
            Version = document.Version,
            Body = document.Body,
            Pending = document.Events,
            OutboxDue = DueOf(document.Events, document.MayWait),
        });
    }

    private WriteResult Update(DocumentUpdate<T> update)
    {
        if (Current(update.Id) is not { } current || current.Version != update.ExpectedVersion)
            return new(WriteStatus.Stale);
        return StageUnlessDuplicate(current with
        {
            Version = update.ExpectedVersion + 1,
            Body = update.Body,
            Pending = [.. current.Pending, .. update.Events],
            OutboxDue = Earlier(current.OutboxDue, DueOf(update.Events, update.MayWait)),
        });
    }

    private DateTimeOffset? DueOf(IReadOnlyList<EventMessage> events, TimeSpan mayWait) =>
        events.Count > 0 ? _time.GetStoredNow() + mayWait : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null || right < left ? right : left;

    private WriteResult StageUnlessDuplicate(Document<T> document)
    {
        if (_keys.FirstOrDefault(keys => keys.IsTakenByAnother(document)) is { } taken)
            return new(WriteStatus.Duplicate, taken.Index.Name);
        Stage(document.Id, document);
        return new(WriteStatus.Written);
    }

    private Document<T>? Current(Guid id) => _staged.TryGetValue(id, out var staged) ? staged : _documents.GetValueOrDefault(id);

    private void Stage(Guid id, Document<T>? document)
    {
        foreach (var keys in _keys)
            keys.Stage(id, Current(id), document);
        _staged[id] = document;
    }

    private void Show(Guid id, Document<T>? document)
    {
        var before = _documents.GetValueOrDefault(id);
        foreach (var keys in _keys)
            keys.Show(id, before, document);
        if (document is null)
            _documents.TryRemove(id, out _);
        else
            _documents[id] = document;
        Due.Move(id, before?.OutboxDue, document?.OutboxDue);

        Changed?.Invoke(before, document);
    }

    private Document<T>? FindBy(UniqueIndex<T> index, string key) =>
        _keys.First(keys => keys.Index == index).Find(key) is { } id ? _documents.GetValueOrDefault(id) : null;

    private Document<T> Parse(Guid id, string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, _definition.Json) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new StartupException($"{_database.Path} holds a document that cannot be read ({_definition.Name} {id}: {e.Message}).", e);
        }
    }
}
