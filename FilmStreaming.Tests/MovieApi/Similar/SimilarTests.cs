using System.Net;
using System.Text.Json;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.MovieApi.Similar;

/// <summary>Films like a film, over HTTP.</summary>
public sealed class SimilarTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private MovieApiService Api => fixture.Api;

    [Fact]
    public async Task Similar_NamesFilmsAndReasons_OfAFilmByAnyOfItsIds()
    {
        var imdb = fixture.NewImdb();
        await fixture.CreateAsync($$"""{"title": "{{fixture.NewTitle()}}", "directors": ["Sim One"], "externalIds": {"imdb": "{{imdb}}"} }""");
        var title = fixture.NewTitle();
        await fixture.CreateAsync($$"""{"title": "{{title}}", "directors": ["SIM ONE"]}""");

        var item = Assert.Single(Items(await Api.GetAsync($"/v1/movies/imdb:{imdb}/similar")));

        Assert.Equal(title, item.GetProperty("movie").GetProperty("title").GetString());
        Assert.Equal(1, item.GetProperty("score").GetDouble());
        Assert.Equal("Sim One", item.GetProperty("reasons").GetProperty("sharedDirectors")[0].GetString());
        Assert.Empty(item.GetProperty("reasons").GetProperty("sharedCast").EnumerateArray());
    }

    [Fact]
    public async Task Similar_OfADraft_IsThereForEditorsOnly()
    {
        var path = await fixture.CreateAsync($$"""{"title": "{{fixture.NewTitle()}}", "status": "draft"}""");

        (await Api.GetAsync($"{path}/similar")).AssertProblem(HttpStatusCode.NotFound, ProblemTypes.MovieNotFound);
        Assert.Equal(HttpStatusCode.OK, (await Api.SendAsync(HttpMethod.Get, $"{path}/similar", Api.Editor, null)).Status);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.BadRequest)]
    [InlineData(1, HttpStatusCode.OK)]
    [InlineData(50, HttpStatusCode.OK)]
    [InlineData(51, HttpStatusCode.BadRequest)]
    public async Task Similar_TakesLimitsFrom1To50(int limit, HttpStatusCode status)
    {
        var path = await fixture.CreateTitleAsync(fixture.NewTitle());

        Assert.Equal(status, (await Api.GetAsync($"{path}/similar?limit={limit}")).Status);
    }

    private static JsonElement.ArrayEnumerator Items(Answer answer) => answer.Json.GetProperty("items").EnumerateArray();
}
