using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Films.Storage;

internal sealed class MongoFilmStore(MongoDocuments<Film> documents) : FilmStore(documents)
{
    private readonly MongoDocuments<Film> _documents = documents;

    protected override async Task<IReadOnlyList<Document<Film>>> ReadManyAsync(
        IReadOnlyCollection<Guid> movieIds, CancellationToken cancellationToken) =>
        await _documents.Collection.Find(Builders<Document<Film>>.Filter.In(film => film.Id, movieIds)).ToListAsync(cancellationToken);
}
