using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;

namespace FilmStreaming.UserApi.WatchHistory.Storage;

/// <summary>What both forms of the store do alike, which is all.</summary>
internal abstract class ForgottenHistoryStore(IDocuments<ForgottenHistory> documents) : IForgottenHistoryStore
{
    public static readonly CollectionDefinition<ForgottenHistory> Definition = new()
    {
        Name = "forgottenHistory",
        Json = UserJsonContext.Default.DocumentForgottenHistory,
        Expiry = new("expiresAt", history => history.ExpiresAt),
    };

    public async Task<IReadOnlyDictionary<Guid, ForgottenHistory>> FindManyAsync(
        IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken) =>
        (await documents.FindManyAsync(accountIds, cancellationToken)).ToDictionary(known => known.Id, known => known.Body);

    public async Task AddAsync(Guid accountId, Guid? movieId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = new WriteResult(WriteStatus.Stale);
        while (result.Status != WriteStatus.Written)
        {
            var known = await documents.FindAsync(accountId, cancellationToken);
            var history = ForgottenHistory.With(known?.Body, movieId, now);
            result = known is null
                ? await documents.InsertAsync(new(accountId, history, []), cancellationToken)
                : await documents.UpdateAsync(accountId, known.Version, history, [], cancellationToken);
        }
    }

    public Task RemoveAsync(Guid accountId, CancellationToken cancellationToken) => documents.DeleteAsync(accountId, cancellationToken);
}

internal sealed class MongoForgottenHistoryStore(MongoDocuments<ForgottenHistory> documents) : ForgottenHistoryStore(documents);

internal sealed class EmbeddedForgottenHistoryStore(EmbeddedDocuments<ForgottenHistory> documents) : ForgottenHistoryStore(documents);
