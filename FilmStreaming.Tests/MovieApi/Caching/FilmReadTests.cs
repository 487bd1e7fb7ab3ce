using System.Net;
using System.Text;
using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.Tests.MovieApi.Caching;

/// <summary>One film as HTTP caches see it.</summary>
public sealed class FilmReadTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private MovieApiService Api => fixture.Api;

    [Fact]
    public async Task Get_TellsCachesToAskBeforeTheyUseIt()
    {
        var path = await fixture.CreateTitleAsync(fixture.NewTitle("Été"));

        var answer = await Api.GetAsync(path);

        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal($"{Encoding.UTF8.GetByteCount(answer.Body)}", answer.Header("Content-Length"));
        Assert.Equal("\"1\"", answer.Header("ETag"));
        Assert.Equal("public, no-cache", answer.Header("Cache-Control"));
        Assert.Null(answer.Header("Vary"));
    }

    [Fact]
    public async Task Get_OfNoFilm_IsKeptByNobody()
    {
        var answer = await Api.GetAsync($"/v1/movies/{Guid.CreateVersion7()}");

        answer.AssertProblem(HttpStatusCode.NotFound, ProblemTypes.MovieNotFound);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task Head_HasTheHeadersOfGetAndNoBody()
    {
        var path = await fixture.CreateTitleAsync(fixture.NewTitle());
        var get = await Api.GetAsync(path);

        var head = await Api.SendAsync(HttpMethod.Head, path, null, null);
        var known = await Api.SendAsync(HttpMethod.Head, path, null, null, ("If-None-Match", "\"1\""));
        var unknown = await Api.SendAsync(HttpMethod.Head, $"/v1/movies/{Guid.CreateVersion7()}", null, null);

        Assert.Equal((HttpStatusCode.OK, ""), (head.Status, head.Body));
        foreach (var name in (string[])["Content-Type", "Content-Length", "ETag", "Cache-Control"])
            Assert.Equal(get.Header(name), head.Header(name));
        Assert.Equal(HttpStatusCode.NotModified, known.Status);
        Assert.Equal((HttpStatusCode.NotFound, ""), (unknown.Status, unknown.Body));
    }

    [Fact]
    public async Task Get_WithTheTagItHas_AnswersNotModifiedWithTheSameHeaders()
    {
        var path = await fixture.CreateTitleAsync(fixture.NewTitle());

        var answer = await Api.GetAsync(path, ("If-None-Match", "\"1\""));

        Assert.Equal((HttpStatusCode.NotModified, ""), (answer.Status, answer.Body));
        Assert.Equal(("\"1\"", "public, no-cache"), (answer.Header("ETag"), answer.Header("Cache-Control")));
    }

    [Fact]
    public async Task Get_RightAfterEachWrite_GivesWhatWasWritten()
    {
        var title = fixture.NewTitle();
        var path = await fixture.CreateTitleAsync(title);
        for (var version = 1; version <= 20; version++)
        {
            Assert.Equal($"\"{version}\"", (await Api.GetAsync(path)).Header("ETag"));
            var written = await Api.PutAsync(path, $$"""{"title": "{{title}}", "runtimeMinutes": {{version}}}""", $"\"{version}\"");
            var read = await Api.GetAsync(path, ("If-None-Match", $"\"{version}\""));
            Assert.Equal((written.Header("ETag"), written.Body), (read.Header("ETag"), read.Body));
        }

        await Api.DeleteAsync(path, "\"21\"");
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync(path, ("If-None-Match", "\"21\""))).Status);
    }
    [Fact]
    public async Task Get_OfUnpublishedFilm_NeverReachesViewers()
    {
        var title = fixture.NewTitle();
        var path = await fixture.CreateAsync($$"""{"title": "{{title}}", "status": "draft"}""");
        for (var turn = 0; turn < 2; turn++)
        {
            var draft = await Api.SendAsync(HttpMethod.Get, path, Api.Editor, null);
            Assert.Equal((HttpStatusCode.OK, "no-cache, private"), (draft.Status, draft.Header("Cache-Control")));
            foreach (var token in (string?[])[null, Api.Viewer])
            {
                var answer = await Api.SendAsync(HttpMethod.Get, path, token, null, ("If-None-Match", "\"1\""));
                answer.AssertProblem(HttpStatusCode.NotFound, ProblemTypes.MovieNotFound);
                Assert.Null(answer.Header("ETag"));
            }
        }

        await Api.PutAsync(path, $$"""{"title": "{{title}}", "status": "published"}""", "\"1\"");
        Assert.Equal("public, no-cache", (await Api.GetAsync(path)).Header("Cache-Control"));
        await Api.PutAsync(path, $$"""{"title": "{{title}}", "status": "archived"}""", "\"2\"");
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Get_ByExternalId_FollowsTheIdAtOnce()
    {
        var (first, second, title) = (fixture.NewImdb(), fixture.NewImdb(), fixture.NewTitle());
        foreach (var imdb in (string[])[first, second])
            Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync($"/v1/movies/imdb:{imdb}")).Status);

        var path = await fixture.CreateAsync($$"""{"title": "{{title}}", "externalIds": {"imdb": "{{first}}"} }""");
        var byImdb = await Api.GetAsync($"/v1/movies/imdb:{first}");
        Assert.Equal((HttpStatusCode.OK, (await Api.GetAsync(path)).Body), (byImdb.Status, byImdb.Body));

        await Api.PutAsync(path, $$"""{"title": "{{title}}", "externalIds": {"imdb": "{{second}}"} }""", "\"1\"");
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync($"/v1/movies/imdb:{first}")).Status);
        Assert.Equal("\"2\"", (await Api.GetAsync($"/v1/movies/imdb:{second}")).Header("ETag"));
    }

    [Fact]
    public async Task Get_AfterAnImport_GivesWhatWasImported()
    {
        var title = fixture.NewTitle();
        var path = await fixture.CreateTitleAsync(title, 1927);
        Assert.Equal("\"1\"", (await Api.GetAsync(path)).Header("ETag"));

        await Api.PostAsync("/v1/movies/import", $$"""[{"title": "{{title}}", "releaseYear": 1927, "runtimeMinutes": 153}]""");

        Assert.Equal(153, (await Api.GetAsync(path)).Json.GetProperty("runtimeMinutes").GetInt32());
    }
}
