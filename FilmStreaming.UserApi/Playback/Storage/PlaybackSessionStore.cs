using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Playback.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class PlaybackSessionStore(IDocuments<PlaybackSessionOwner> documents) : IPlaybackSessionStore
{
    public static readonly CollectionDefinition<PlaybackSessionOwner> Definition = new()
    {
        Name = "playbackSessions",
        Json = UserJsonContext.Default.DocumentPlaybackSessionOwner,
        Queries = [new("playback-sessions-of-account", "body.accountId")],
    };

    public async Task<IReadOnlySet<SessionClaim>> ClaimAsync(
        IReadOnlyCollection<SessionClaim> claims, CancellationToken cancellationToken)
    {
        // Where two accounts claim one session at once, the first in the list is asked for, and the answer serves both.
        var asked = claims.DistinctBy(claim => claim.SessionId).ToList();
        var results = await documents.InsertManyAsync(
            [.. asked.Select(claim => new NewDocument<PlaybackSessionOwner>(claim.SessionId, new() { AccountId = claim.AccountId }, []))],
            cancellationToken);
        var owners = asked.ToDictionary(claim => claim.SessionId, claim => claim.AccountId);
        var taken = asked.Where((_, i) => results[i].Status == WriteStatus.Duplicate).Select(claim => claim.SessionId).ToList();
        foreach (var owner in await documents.FindManyAsync(taken, cancellationToken))
            owners[owner.Id] = owner.Body.AccountId;
        return claims.Where(claim => owners[claim.SessionId] != claim.AccountId).ToHashSet();
    }

    public abstract Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}

internal sealed class MongoPlaybackSessionStore(MongoDocuments<PlaybackSessionOwner> documents) : PlaybackSessionStore(documents)
{
    private readonly MongoDocuments<PlaybackSessionOwner> _documents = documents;

    public override Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken) =>
        _documents.Collection.DeleteManyAsync(session => session.Body.AccountId == accountId, cancellationToken);
}

internal sealed class EmbeddedPlaybackSessionStore(EmbeddedDocuments<PlaybackSessionOwner> documents) : PlaybackSessionStore(documents)
{
    private readonly EmbeddedDocuments<PlaybackSessionOwner> _documents = documents;

    public override Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken) => _documents.DeleteManyAsync(
        [.. _documents.All.Where(session => session.Body.AccountId == accountId).Select(session => session.Id)], cancellationToken);
}
