using FilmStreaming.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace FilmStreaming.ServiceDefaults.Documentation;

/// <summary>Describes an API: the OpenAPI document at <c>/openapi/v1.json</c>, and a page to read and try it at <c>/scalar</c>.</summary>
public static class ApiDocumentation
{
    internal const string BearerScheme = "bearer";

    /// <summary>
    /// Describes tokens and problems once for all operations. Each API calls
    /// <c>builder.Services.AddOpenApi(options => ApiDocumentation.Configure(options))</c> itself: the generator that turns doc
    /// comments into the document's text sees only the project that makes that call, and only with a lambda.
    /// </summary>
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The access token that signing in gives.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer<ProblemResponses>();
        options.AddSchemaTransformer<HonestSchemas>();
    }

    /// <summary>Maps the document and the page. Neither asks for a token, and neither is counted by rate limits.</summary>
    public static IEndpointRouteBuilder MapApiDocumentation(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi().DisableRateLimiting();
        app.MapApiPage("/scalar", _ => { });
        return app;
    }

    /// <summary>Maps a page to read and try APIs at. It loads nothing from elsewhere.</summary>
    /// <param name="app">The host.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="configure">Names the documents; by default it shows the host's own.</param>
    public static void MapApiPage(this IEndpointRouteBuilder app, string path, Action<ScalarOptions> configure) =>
        app.MapScalarApiReference(path, page => configure(page.DisableDefaultFonts().DisableTelemetry().DisableAgent().HideClientButton().HideDeveloperTools()))
            .DisableRateLimiting()
            .WithMetadata(ContentSecurityPolicy.Page);
}
