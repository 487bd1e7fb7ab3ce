using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.ProfileImages.Storage;

internal sealed class EmbeddedProfileImageStore(EmbeddedDocuments<ProfileImage> documents) : ProfileImageStore(documents)
{
    private readonly EmbeddedDocuments<ProfileImage> _documents = documents;

    public override async Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken)
    {
        foreach (var image in _documents.All.Where(image => image.Body.AccountId == accountId))
            await _documents.DeleteAsync(image.Id, cancellationToken);
    }
}
