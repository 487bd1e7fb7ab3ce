using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.ProfileImages.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class ProfileImageStore(IDocuments<ProfileImage> documents) : IProfileImageStore
{
    public static readonly CollectionDefinition<ProfileImage> Definition = new()
    {
        Name = "profile-images",
        Json = UserJsonContext.Default.DocumentProfileImage,
        Queries = [new("image-account", "body.accountId")],
    };

    public Task AddAsync(Guid id, ProfileImage image, CancellationToken cancellationToken) =>
        documents.InsertAsync(new(id, image, []), cancellationToken);

    public Task<Document<ProfileImage>?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        documents.FindAsync(id, cancellationToken);

    public Task RemoveAsync(Guid id, CancellationToken cancellationToken) => documents.DeleteAsync(id, cancellationToken);

    public abstract Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}
