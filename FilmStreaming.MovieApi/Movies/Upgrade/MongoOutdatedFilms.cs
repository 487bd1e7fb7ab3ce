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
}
