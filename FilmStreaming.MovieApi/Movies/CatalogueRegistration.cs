using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Lookup;
using FilmStreaming.MovieApi.Movies.Caching;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.MovieApi.Movies.Upgrade;
using FilmStreaming.MovieApi.Movies.Writing;
using FilmStreaming.MovieApi.Ratings;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.MovieApi.Trends;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Idempotency;

namespace FilmStreaming.MovieApi.Movies;

internal static class CatalogueRegistration
{
    /// <summary>Registers the store of films, and what other services may ask of it.</summary>
    public static WebApplicationBuilder AddCatalogue(this WebApplicationBuilder builder)
    {
        builder.AddDocumentDatabase(ResourceNames.MovieDb)
            .AddStore<Movie, IMovieStore, MongoMovieStore, EmbeddedMovieStore>(MovieCollection.Definition)
            .AddQueries<IOutdatedFilms, MongoOutdatedFilms, EmbeddedOutdatedFilms>()
            .AddSearchStores()
            .AddIdempotencyKeys()
            .AddCatalogueQueries()
            .AddTrendStores()
            .AddViewerRatings();
        builder.Services.AddFilmCache();
        builder.Services.AddHostedService<KeysUpgrade>();
        builder.Services.AddRequestHandler<MovieLookupHandler, MovieLookup, MovieLookupReply>(MovieRequests.Lookup);
        builder.Services.AddRequestHandler<MoviePageHandler, MoviePageQuery, MoviePage>(MovieRequests.Page);
        builder.Services.AddSingleton<MovieWriter>();
        return builder;
    }
}
