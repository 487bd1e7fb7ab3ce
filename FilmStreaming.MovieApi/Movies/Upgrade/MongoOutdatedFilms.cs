using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Movies.Upgrade;

/// <summary>Reads by the index of the forms, once by each form that there may be.</summary>
internal sealed class MongoOutdatedFilms(MongoDocuments<Movie> documents) : IOutdatedFilms
{
    public const string Index = "keysForm";
    public const string Field = "body.keys.form";

    private static readonly FilterDefinitionBuilder<Document<Movie>> Filter = Builders<Document<Movie>>.Filter;

    public async Task<IReadOnlyList<Document<Movie>>> TakeAsync(
        IReadOnlyCollection<Guid> except, int take, CancellationToken cancellationToken)
    {
        // Null means that the field is not there, as in films of the first release.
        foreach (var outdated in new[] { Filter.Eq(Field, BsonNull.Value), Filter.Lt(Field, MovieKeys.CurrentForm) })
        {
            var films = await documents.Collection
                .Find(outdated & Filter.Exists(document => document.Body.Keys) & Filter.Nin(document => document.Id, except))
                .Limit(take)
                .ToListAsync(cancellationToken);
            if (films.Count > 0)
                return films;
        }

        return [];
    }

    public async Task<IReadOnlyList<Guid>> SetKeysAsync(IReadOnlyList<Document<Movie>> films, CancellationToken cancellationToken)
    {
        try
        {
            await documents.Collection.BulkWriteAsync(
                films.Select(film => new UpdateOneModel<Document<Movie>>(
                    Filter.Eq(document => document.Id, film.Id) & Filter.Eq(document => document.Version, film.Version),
                    Builders<Document<Movie>>.Update.Set(document => document.Body.Keys, film.Body.Keys))),
                new BulkWriteOptions { IsOrdered = false },
                cancellationToken);
            return [];
        }
        catch (MongoBulkWriteException<Document<Movie>> e)
            when (e.WriteConcernError is null && e.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey))
        {
            return [.. e.WriteErrors.Select(error => films[error.Index].Id)];
        }
    }
}
