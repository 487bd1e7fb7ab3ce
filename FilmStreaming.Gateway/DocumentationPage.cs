using FilmStreaming.ServiceDefaults.Documentation;
using Scalar.AspNetCore;

namespace FilmStreaming.Gateway;

/// <summary>The pages that describe the public API; the documents behind them come from the services.</summary>
internal static class DocumentationPage
{
    public const string Path = "/docs";

    /// <summary>Maps <c>/docs</c> (both APIs), <c>/docs/movies</c> and <c>/docs/users</c>; <c>/</c> leads there.</summary>
    public static WebApplication MapDocumentationPage(this WebApplication app)
    {
        app.MapGet("/", () => TypedResults.Redirect(Path)).DisableRateLimiting();
        app.MapApiPage(Path, page => page
            .WithTitle("FilmStreaming")
            .AddDocument("movies", "Movie API", "/openapi/movies.json")
            .AddDocument("users", "User API", "/openapi/users.json")
            .AddServer("/"));
        return app;
    }
}
