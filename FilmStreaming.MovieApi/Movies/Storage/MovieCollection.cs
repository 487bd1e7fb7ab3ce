using FilmStreaming.MovieApi.Discovery.Planning;
using FilmStreaming.MovieApi.Discovery.Storage;
using FilmStreaming.MovieApi.Movies.Upgrade;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Movies.Storage;

/// <summary>The collection of films and its indexes.</summary>
internal static class MovieCollection
{
    public static readonly UniqueIndex<Movie> ByNaturalKey = new("naturalKey", "keys.natural", movie => movie.Keys?.Natural);
    public static readonly UniqueIndex<Movie> ByImdb = new("imdb", "keys.imdb", movie => movie.Keys?.Imdb);
    public static readonly UniqueIndex<Movie> ByTmdb = new("tmdb", "keys.tmdb", movie => movie.Keys?.Tmdb);
    public static readonly UniqueIndex<Movie> ByWikidata = new("wikidata", "keys.wikidata", movie => movie.Keys?.Wikidata);

    /// <summary>By external ids, in the order in which they are trusted.</summary>
    public static readonly IReadOnlyList<UniqueIndex<Movie>> ByExternalId = [ByImdb, ByTmdb, ByWikidata];

    public static readonly CollectionDefinition<Movie> Definition = new()
    {
        Name = "movies",
        Json = MovieJsonContext.Default.DocumentMovie,
        Unique = [ByNaturalKey, .. ByExternalId],
        Queries =
        [
            new(QueryPlanner.TokenIndex, MongoFilters.Tokens, MongoFilters.Band),
            .. CatalogueKey.Indexed.Select(key => new QueryIndex(key.Name, key.Field, "_id")),
            new(MongoOutdatedFilms.Index, MongoOutdatedFilms.Field),
        ],
    };
}
