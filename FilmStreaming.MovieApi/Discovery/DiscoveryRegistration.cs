using FilmStreaming.MovieApi.Discovery.Storage;
using FilmStreaming.MovieApi.Similar;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Discovery;

internal static class DiscoveryRegistration
{
    /// <summary>Registers the queries of the catalogue, for the form of storage that is in use.</summary>
    public static DocumentDatabaseBuilder AddCatalogueQueries(this DocumentDatabaseBuilder database) => database
        .AddQueries<ICatalogueQueries, MongoCatalogueQueries, EmbeddedCatalogueQueries>()
        .AddForMongo<MongoCatalogueSample>();

    /// <summary>Registers the lists of films.</summary>
    public static WebApplicationBuilder AddDiscovery(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DiscoveryOptions>()
            .BindConfiguration(DiscoveryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IDependencyFailure, QueryTimeoutFailure>();
        builder.Services.AddSingleton<CountCache>();
        builder.Services.AddSingleton<MovieLists>();
        builder.Services.AddSingleton<SimilarMovies>();
        return builder;
    }
}
