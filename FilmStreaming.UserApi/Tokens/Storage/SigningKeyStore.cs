using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Tokens.Storage;

/// <summary>What both forms of the store do alike. The id of a key's document is its generation, so that each exists once.</summary>
internal abstract class SigningKeyStore(IDocuments<SigningKey> documents) : ISigningKeyStore
{
    public static readonly CollectionDefinition<SigningKey> Definition = new()
    {
        Name = "signingKeys",
        Json = UserJsonContext.Default.DocumentSigningKey,
    };

    public async Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAllAsync(cancellationToken)).Select(document => document.Body).OrderBy(key => key.Generation)];

    public async Task<bool> TryAddAsync(SigningKey key, CancellationToken cancellationToken)
    {
        var result = await documents.InsertAsync(new(IdOf(key.Generation), key, []), cancellationToken);
        return result.Status == WriteStatus.Written;
    }

    public Task RemoveAsync(int generation, CancellationToken cancellationToken) =>
        documents.DeleteAsync(IdOf(generation), cancellationToken);

    protected abstract Task<IReadOnlyList<Document<SigningKey>>> ReadAllAsync(CancellationToken cancellationToken);

    private static Guid IdOf(int generation) => new(generation, 0, 0, new byte[8]);
}
