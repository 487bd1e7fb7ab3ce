using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Playback.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class PlaybackSessionStore(IDocuments<PlaybackSessionOwner> documents) : IPlaybackSessionStore
{
    public static readonly CollectionDefinition<PlaybackSessionOwner> Definition = new()
    {
        Name = "playbackSessions",
        Json = UserJsonContext.Default.DocumentPlaybackSessionOwner,
        Queries = [new("playback-sessions-by-age", "body.accountId", "-body.expiresAt")],
        Expiry = new("expiresAt", owner => owner.ExpiresAt),
    };

    public async Task<IReadOnlySet<SessionClaim>> ClaimAsync(
        IReadOnlyCollection<SessionClaim> claims, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        // Where two accounts claim one session at once, the first in the list is asked for, and the answer serves both.
        var asked = claims.DistinctBy(claim => claim.SessionId).ToList();
        var results = await documents.InsertManyAsync(
            [
                .. asked.Select(claim => new NewDocument<PlaybackSessionOwner>(
                    claim.SessionId, new() { AccountId = claim.AccountId, ExpiresAt = expiresAt }, [])),
            ],
            cancellationToken);
        var owners = asked.ToDictionary(claim => claim.SessionId, claim => claim.AccountId);
        var taken = asked.Where((_, i) => results[i].Status == WriteStatus.Duplicate).Select(claim => claim.SessionId).ToList();
        foreach (var owner in await documents.FindManyAsync(taken, cancellationToken))
            owners[owner.Id] = owner.Body.AccountId;
        return claims.Where(claim => owners[claim.SessionId] != claim.AccountId).ToHashSet();
    }

    public async Task<IReadOnlySet<Guid>> FindManyAsync(IReadOnlyCollection<Guid> sessionIds, CancellationToken cancellationToken) =>
        (await documents.FindManyAsync(sessionIds, cancellationToken)).Select(owner => owner.Id).ToHashSet();

    public abstract Task<IReadOnlyDictionary<Guid, long>> CountAsync(
        IReadOnlyCollection<Guid> accountIds, DateTimeOffset expiresAfter, CancellationToken cancellationToken);

    public abstract Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}

internal sealed class MongoPlaybackSessionStore(MongoDocuments<PlaybackSessionOwner> documents) : PlaybackSessionStore(documents)
{
    private readonly MongoDocuments<PlaybackSessionOwner> _documents = documents;

    public override async Task<IReadOnlyDictionary<Guid, long>> CountAsync(
        IReadOnlyCollection<Guid> accountIds, DateTimeOffset expiresAfter, CancellationToken cancellationToken) =>
        (await _documents.Collection.Aggregate()
            .Match(Builders<Document<PlaybackSessionOwner>>.Filter.In(owner => owner.Body.AccountId, accountIds)
                & Builders<Document<PlaybackSessionOwner>>.Filter.Gt(owner => owner.Body.ExpiresAt, expiresAfter))
            .Group<BsonDocument>(new BsonDocument { ["_id"] = "$body.accountId", ["sessions"] = new BsonDocument("$sum", 1) })
            .ToListAsync(cancellationToken))
        .ToDictionary(account => account["_id"].AsGuid, account => account["sessions"].ToInt64());

    public override Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken) =>
        _documents.Collection.DeleteManyAsync(session => session.Body.AccountId == accountId, cancellationToken);
}

internal sealed class EmbeddedPlaybackSessionStore(EmbeddedDocuments<PlaybackSessionOwner> documents) : PlaybackSessionStore(documents)
{
    private readonly EmbeddedDocuments<PlaybackSessionOwner> _documents = documents;
    private readonly EmbeddedOrder<PlaybackSessionOwner, Guid> _ofAccount = new(documents, owner => (owner.AccountId, owner.ExpiresAt));

    public override Task<IReadOnlyDictionary<Guid, long>> CountAsync(
        IReadOnlyCollection<Guid> accountIds, DateTimeOffset expiresAfter, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, long>>(accountIds
            .Select(account => (Id: account, Sessions: Of(account).TakeWhile(owner => owner.Body.ExpiresAt > expiresAfter).LongCount()))
            .Where(account => account.Sessions > 0)
            .ToDictionary(account => account.Id, account => account.Sessions));

    public override async Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken)
    {
        foreach (var ids in Of(accountId).Select(owner => owner.Id).Chunk(1000))
            await _documents.DeleteManyAsync(ids, cancellationToken);
    }

    private IReadOnlyList<Document<PlaybackSessionOwner>> Of(Guid accountId) =>
        _ofAccount.List(accountId, after: null, before: null, int.MaxValue);
}
