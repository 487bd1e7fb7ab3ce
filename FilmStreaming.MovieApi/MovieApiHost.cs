using FilmStreaming.Messaging;
using FilmStreaming.Messaging.DeadLetters;
using FilmStreaming.Messaging.Revocation;
using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Export;
using FilmStreaming.MovieApi.Import;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.MovieApi.Search.Suggestions;
using FilmStreaming.MovieApi.Similar;
using FilmStreaming.MovieApi.Trends;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Documentation;

namespace FilmStreaming.MovieApi;

/// <summary>Builds the service, alone or as one of several in a process.</summary>
public static class MovieApiHost
{
    /// <param name="args">Command-line configuration.</param>
    /// <param name="configure">What the host of several services sets for this one, before anything reads the configuration.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(MovieApiHost).Assembly.GetName().Name,
        });
        configure?.Invoke(builder);
        builder.AddServiceDefaults(ResourceNames.MovieApi);
        builder.AddMessaging();
        builder.Services.AddSessionRevocation();
        builder.AddCatalogue();
        builder.AddDiscovery();
        builder.AddImport();
        builder.AddSearch();
        builder.AddTrends();
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, MovieJsonContext.Default));
        builder.Services.AddValidation();
        builder.Services.AddApiDocumentation(MovieExamples.Json).AddOpenApi(options => options.AddSchemaTransformer(TextSchemas.DescribeAsync));

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapDefaultEndpoints();
        app.MapApiDocumentation();
        app.MapMovies();
        app.MapDiscovery();
        app.MapFilmography();
        app.MapSimilar();
        app.MapTrending();
        app.MapImport();
        app.MapExport();
        app.MapSuggestions();
        app.MapDeadLetters(ResourceNames.MovieApi);
        return app;
    }
}
