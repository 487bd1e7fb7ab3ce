using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Lockout.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class SignInFailureStore(IDocuments<SignInFailures> documents) : ISignInFailureStore
{
    public static readonly CollectionDefinition<SignInFailures> Definition = new()
    {
        Name = "signInFailures",
        Json = UserJsonContext.Default.DocumentSignInFailures,
        Queries = [new("failures-last", "body.lastAt")],
    };

    public Task<Document<SignInFailures>?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        documents.FindAsync(id, cancellationToken);

    public async Task<bool> TryAddAsync(Guid id, SignInFailures failures, CancellationToken cancellationToken) =>
        (await documents.InsertAsync(new(id, failures, []), cancellationToken)).Status == WriteStatus.Written;

    public async Task<bool> TryUpdateAsync(Guid id, long expectedVersion, SignInFailures failures, CancellationToken cancellationToken) =>
        (await documents.UpdateAsync(id, expectedVersion, failures, [], cancellationToken)).Status == WriteStatus.Written;

    public Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken) => documents.DeleteAsync(id, cancellationToken);

    public abstract Task<long> RemoveBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken);
}
