using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using FilmStreaming.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace FilmStreaming.ServiceDefaults.Documentation;

/// <summary>Describes an API: the OpenAPI document at <c>/openapi/v1.json</c>, and a page to read and try it at <c>/scalar</c>.</summary>
public static class ApiDocumentation
{
    internal const string BearerScheme = "bearer";
    private const string DocumentName = "v1";

    /// <summary>
    /// Describes tokens, problems and examples once for all operations. Each API calls it, and then <c>AddOpenApi(options => …)</c>
    /// itself: the generator that turns doc comments into the document's text sees only the project that makes that call, and only
    /// with a lambda. It comes after this one, so that a comment on a response has the last word.
    /// </summary>
    /// <param name="services">The host's.</param>
    /// <param name="examples">A JSON object: an example for each member of the contracts, by its name, or by schema and name (<c>Film.title</c>).</param>
    public static IServiceCollection AddApiDocumentation(
        this IServiceCollection services, [StringSyntax(StringSyntaxAttribute.Json)] string examples = "{}") =>
        services.Configure<OpenApiOptions>(DocumentName, options => Configure(options, JsonNode.Parse(examples)!.AsObject()));

    private static void Configure(OpenApiOptions options, JsonObject examples)
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
        options.AddDocumentTransformer(new Examples(examples));
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
