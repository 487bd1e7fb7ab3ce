using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace FilmStreaming.AppHost;

/// <summary>The dashboard's button for a first catalogue.</summary>
internal static class SampleCatalogueCommand
{
    public const string Name = "import-sample";

    /// <summary>Imports the sample catalogue as the first administrator, through the front door like anyone else.</summary>
    public static IResourceBuilder<ProjectResource> WithSampleCatalogueCommand(
        this IResourceBuilder<ProjectResource> gateway, Administrator administrator) =>
        gateway.WithHttpCommand(
            "/v1/movies/import/sample",
            "Import the sample catalogue",
            commandName: Name,
            commandOptions: new()
            {
                Description = "Adds the public-domain films that come with the Movie API. Running it again changes nothing.",
                IconName = "MoviesAndTv",
                IsHighlighted = true,
                PrepareRequest = async context =>
                {
                    var token = await SignInAsync(context, administrator);
                    context.Request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                },
            });

    private static async Task<string> SignInAsync(HttpCommandRequestContext context, Administrator administrator)
    {
        var cancellation = context.CancellationToken;
        var credentials = new Credentials(
            await administrator.Email.Resource.GetValueAsync(cancellation),
            await administrator.Password.Resource.GetValueAsync(cancellation));
        using var response = await context.HttpClient.PostAsJsonAsync(
            new Uri(new Uri(context.Endpoint.Url), "/v1/auth/sign-in"), credentials, CommandJson.Default.Credentials, cancellation);
        response.EnsureSuccessStatusCode();
        var session = await response.Content.ReadFromJsonAsync(CommandJson.Default.Session, cancellation);
        return session!.AccessToken;
    }
}

internal sealed record Credentials(string? Email, string? Password);

internal sealed record Session(string AccessToken);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Credentials))]
[JsonSerializable(typeof(Session))]
internal sealed partial class CommandJson : JsonSerializerContext;
