using System.Net;
using System.Text.Json;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>One film at a time, over HTTP.</summary>
public sealed class MovieCrudTests : IAsyncLifetime
{
    private MovieApiService _api = null!;

    public async ValueTask InitializeAsync() => _api = await MovieApiService.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Create_WithAllMembers_GivesThemBack()
    {
        const string Film =
            """
            {
              "title": "Metropolis", "originalTitle": "Metropolis", "description": "A city\nof two halves.",
              "releaseDate": "1927-01-10", "releaseYear": 1927, "runtimeMinutes": 153,
              "genres": ["Science Fiction", "Drama"], "directors": ["Fritz Lang"],
              "certificates": {"US": "Passed", "DE": "6"},
              "externalIds": {"imdb": "tt0017136", "tmdb": 19, "wikidata": "Q151599"},
              "rating": {"average": 8.3, "votes": 190000}
            }
            """;

        var created = await _api.PostAsync("/v1/movies", Film);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("\"1\"", created.Header("ETag"));
        var id = created.Json.GetProperty("id").GetGuid();
        Assert.Equal($"/v1/movies/{id}", created.Header("Location"));

        var found = await _api.GetAsync($"/v1/movies/{id}");
        Assert.Equal(HttpStatusCode.OK, found.Status);
        Assert.Equal("\"1\"", found.Header("ETag"));
        Assert.Equal(created.Body, found.Body);
        foreach (var member in JsonElement.Parse(Film).EnumerateObject().Where(member => member.Name != "certificates"))
            Assert.True(JsonElement.DeepEquals(member.Value, found.Json.GetProperty(member.Name)), member.Name);
        Assert.Equal("6", found.Json.GetProperty("certificates").GetProperty("DE").GetString());
    }
}
