using System.Net;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Tests.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>Who sees which film, and by which names.</summary>
public sealed class MovieAccessTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private MovieApiService Api => fixture.Api;

    [Theory]
    [InlineData("draft")]
    [InlineData("archived")]
    public async Task Unpublished_IsThereForEditorsOnly(string status)
    {
        var (title, imdb) = (fixture.NewTitle(), fixture.NewImdb());
        var path = await fixture.CreateAsync($$"""{"title": "{{title}}", "status": "{{status}}", "externalIds": {"imdb": "{{imdb}}"} }""");

        foreach (var token in (string?[])[null, Api.Viewer])
        {
            foreach (var name in (string[])[path, $"/v1/movies/imdb:{imdb}"])
                (await GetAsync(name, token)).AssertProblem(HttpStatusCode.NotFound, ProblemTypes.MovieNotFound);
            Assert.Equal(0, await CountAsync(title, token));
        }

        foreach (var token in (string[])[Api.Editor, Api.Administrator])
        {
            Assert.Equal(status, (await GetAsync(path, token)).Json.GetProperty("status").GetString());
            Assert.Equal(1, await CountAsync(title, token));
        }

        Assert.Empty(await LookupAsync(path));
        await Api.PatchAsync(path, """{"status": "published"}""");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(path, null)).Status);
        Assert.Equal(1, await CountAsync(title, null));
        Assert.Single(await LookupAsync(path));
    }

    [Fact]
    public async Task OutsideItsWindow_AFilmIsStillShown()
    {
        var path = await fixture.CreateAsync($$"""{"title": "{{fixture.NewTitle()}}", "availableFrom": "2199-01-01T00:00:00+01:00"}""");

        Assert.Equal("2198-12-31T23:00:00+00:00", (await GetAsync(path, null)).Json.GetProperty("availableFrom").GetString());
    }

    [Fact]
    public async Task Film_IsFoundByEachOfItsIds_OnEveryRoute()
    {
        var (imdb, number) = (fixture.NewImdb(), fixture.NewImdb()[2..]);
        var film = $$"""{"title": "{{fixture.NewTitle()}}", "externalIds": {"imdb": "{{imdb}}", "tmdb": {{number}}, "wikidata": "Q{{number}}"} }""";
        var path = await fixture.CreateAsync(film);

        foreach (var name in (string[])[$"imdb:{imdb}", $"tmdb:{number}", $"tmdb:0{number}", $"wikidata:Q{number}", $"imdb%3A{imdb}"])
            Assert.EndsWith((await GetAsync($"/v1/movies/{name}", null)).Json.GetProperty("id").GetString()!, path, StringComparison.Ordinal);

        var named = $"/v1/movies/imdb:{imdb}";
        Assert.Equal("\"2\"", (await Api.PatchAsync(named, """{"runtimeMinutes": 7}""", "\"1\"")).Header("ETag"));
        Assert.Equal("\"3\"", (await Api.PutAsync(named, film, "\"2\"")).Header("ETag"));
        Assert.Equal(HttpStatusCode.NoContent, (await Api.DeleteAsync(named, "\"3\"")).Status);
        (await Api.RestoreAsync(named)).AssertProblem(HttpStatusCode.NotFound, ProblemTypes.MovieNotFound);
        Assert.Equal("\"5\"", (await Api.RestoreAsync(path)).Header("ETag"));
    }

    [Theory]
    [InlineData("imdb:")]
    [InlineData("imdb:0017136")]
    [InlineData("imdb:tt001713")]
    [InlineData("imdb:tt00171360000")]
    [InlineData("IMDB:tt0017136")]
    [InlineData("tmdb:0")]
    [InlineData("tmdb:-1")]
    [InlineData("tmdb:2147483648")]
    [InlineData("tmdb:%20 1")]
    [InlineData("wikidata:Q0")]
    [InlineData("wikidata:$ne")]
    [InlineData("netflix:1")]
    [InlineData("0193000000007000800000000000000")]
    [InlineData("%7B01930000-0000-7000-8000-000000000000%7D")]
    public async Task Name_OfNoForm_IsRefused(string name) =>
        (await GetAsync($"/v1/movies/{name}", null)).AssertProblem(HttpStatusCode.BadRequest, "bad-request");

    private Task<Answer> GetAsync(string path, string? token) => Api.SendAsync(HttpMethod.Get, path, token, null);

    private async Task<int> CountAsync(string title, string? token) =>
        (await GetAsync($"/v1/movies?q={Uri.EscapeDataString(title)}", token)).Json.GetProperty("total").GetInt32();

    private async Task<IReadOnlyList<MovieSnapshot>> LookupAsync(string path) =>
        (await Api.Services.GetRequiredService<IRequestClient>().AskAsync(
            MovieRequests.Lookup, new([Guid.Parse(path.Split('/')[^1])]), TestContext.Current.CancellationToken)).Movies;
}
