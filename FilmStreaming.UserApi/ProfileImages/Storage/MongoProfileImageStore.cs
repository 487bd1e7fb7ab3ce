using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.ProfileImages.Storage;

internal sealed class MongoProfileImageStore(MongoDocuments<ProfileImage> documents) : ProfileImageStore(documents)
{
    private readonly MongoDocuments<ProfileImage> _documents = documents;

    public override Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken) =>
        _documents.Collection.DeleteManyAsync(image => image.Body.AccountId == accountId, cancellationToken);
}
