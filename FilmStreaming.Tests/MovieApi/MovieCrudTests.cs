using System.Net;
using System.Text.Json;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Tests.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>One film at a time, over HTTP.</summary>
public sealed class MovieCrudTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private MovieApiService Api => fixture.Api;

    [Fact]
    public async Task Create_WithAllMembers_GivesThemBack()
    {
        const string Film =
            """
            {
              "title": "Metropolis", "originalTitle": "Metropolis", "description": "A city\nof two halves.",
              "releaseDate": "1927-01-10", "releaseYear": 1927, "runtimeMinutes": 153,
              "tagline": "There can be no understanding between the hand and the brain unless the heart acts as mediator.",
              "genres": ["Science Fiction", "Drama"], "directors": ["Fritz Lang"], "writers": ["Thea von Harbou"],
              "cast": [
                {"actor": "Brigitte Helm", "character": "Maria", "order": 0}, {"actor": "Gustav Fröhlich", "character": "Freder", "order": 1},
                {"actor": "Extras", "order": 99}
              ],
              "languages": ["de", "zh-Hant-TW"], "countries": ["DE"], "maturity": 8,
              "certificates": {"DE": "6", "US": "Passed"},
              "creditsStartMs": 8700000,
              "posterUrl": "https://img.example.org/metropolis.jpg?w=300", "backdropUrl": "https://img.example.org/b%20d.webp",
              "tags": ["restored"], "status": "published",
              "availableFrom": "2026-01-01T00:00:00+00:00", "availableUntil": "2099-12-31T23:59:59.5+00:00",
              "externalIds": {"imdb": "tt0017136", "tmdb": 19, "wikidata": "Q151599"},
              "rating": {"average": 8.3, "votes": 190000}
            }
            """;

        var created = await Api.PostAsync("/v1/movies", Film);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("\"1\"", created.Header("ETag"));
        Assert.Equal($"/v1/movies/{created.Json.GetProperty("id").GetGuid()}", created.Header("Location"));
        var found = await Api.GetAsync(created.Header("Location")!);
        Assert.Equal("\"1\"", found.Header("ETag"));
        Assert.Equal(created.Body, found.Body);
        foreach (var member in JsonElement.Parse(Film).EnumerateObject())
            Assert.True(JsonElement.DeepEquals(member.Value, found.Json.GetProperty(member.Name)), member.Name);
    }

    [Fact]
    public async Task Create_WithReleaseDate_KnowsTheYear()
    {
        var created = await Api.PostAsync("/v1/movies", $$"""{"title": "{{fixture.NewTitle()}}", "releaseDate": "1942-11-26"}""");

        Assert.Equal(1942, created.Json.GetProperty("releaseYear").GetInt32());
    }

    [Fact]
    public async Task Create_OfTitleAndYearThatExist_NamesTheFilm()
    {
        var title = fixture.NewTitle("The Été");
        var existing = await fixture.CreateTitleAsync(title, 1950);

        var same = title.Replace("É", "e", StringComparison.Ordinal).ToUpperInvariant();
        var conflict = await Api.PostAsync("/v1/movies", $$"""{"title": " {{same}}!", "releaseYear": 1950}""");
        var remake = await Api.PostAsync("/v1/movies", $$"""{"title": "{{title}}", "releaseYear": 1951}""");

        AssertNames(existing, conflict);
        Assert.Equal(HttpStatusCode.Created, remake.Status);
    }

    [Fact]
    public async Task Create_OfExternalIdThatExists_NamesTheFilm()
    {
        var ids = $$"""{"imdb": "{{fixture.NewImdb()}}"}""";
        var first = await Api.PostAsync("/v1/movies", $$"""{"title": "{{fixture.NewTitle()}}", "externalIds": {{ids}}}""");

        var conflict = await Api.PostAsync("/v1/movies", $$"""{"title": "{{fixture.NewTitle()}}", "externalIds": {{ids}}}""");

        AssertNames(first.Header("Location")!, conflict);
    }

    [Fact]
    public async Task Get_WithTheTagItHas_AnswersNotModified()
    {
        var path = await fixture.CreateTitleAsync(fixture.NewTitle());

        foreach (var tag in (string[])["\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"])
        {
            var answer = await Api.GetAsync(path, ("If-None-Match", tag));
            Assert.Equal((HttpStatusCode.NotModified, "\"1\"", ""), (answer.Status, answer.Header("ETag"), answer.Body));
        }

        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync(path, ("If-None-Match", "\"2\""))).Status);
    }

    [Fact]
    public async Task Replace_OfTheVersionThatIsThere_ClearsWhatIsLeftOut()
    {
        var title = fixture.NewTitle();
        var path = await fixture.CreateAsync($$"""{"title": "{{title}}", "runtimeMinutes": 90, "genres": ["Drama"]}""");

        var replaced = await Api.PutAsync(path, $$"""{"title": "{{title}}", "releaseYear": 1999}""", "\"1\"");

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (replaced.Status, replaced.Header("ETag")));
        Assert.Equal(replaced.Body, (await Api.GetAsync(path)).Body);
        Assert.False(replaced.Json.TryGetProperty("runtimeMinutes", out _));
        Assert.Equal(0, replaced.Json.GetProperty("genres").GetArrayLength());
    }

    [Fact]
    public async Task Replace_ByTwoFromOneVersion_LetsOneWin()
    {
        var title = fixture.NewTitle();
        var path = await fixture.CreateTitleAsync(title);

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n =>
            Api.PutAsync(path, $$"""{"title": "{{title}}", "runtimeMinutes": {{n}}}""", "\"1\"")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task Replace_WithTitleOfAnother_NamesTheFilm()
    {
        var taken = fixture.NewTitle();
        var other = await fixture.CreateTitleAsync(taken);
        var path = await fixture.CreateTitleAsync(fixture.NewTitle());

        var answer = await Api.PutAsync(path, $$"""{"title": "{{taken}}"}""", "\"1\"");

        AssertNames(other, answer);
    }

    [Fact]
    public async Task Write_WithoutOrWithAnotherTag_IsRefused()
    {
        var path = await fixture.CreateTitleAsync(fixture.NewTitle());

        foreach (var tag in (string?[])[null, "\"2\"", "W/\"1\"", "nonsense"])
        {
            var (status, type) = tag is null
                ? (HttpStatusCode.PreconditionRequired, ProblemTypes.VersionRequired)
                : (HttpStatusCode.PreconditionFailed, ProblemTypes.VersionMismatch);
            (await Api.PutAsync(path, """{"title": "x"}""", tag)).AssertProblem(status, type);
            (await Api.DeleteAsync(path, tag)).AssertProblem(status, type);
        }

        Assert.Equal("\"1\"", (await Api.GetAsync(path)).Header("ETag"));
    }

    [Fact]
    public async Task Delete_FreesTitleAndIds()
    {
        var film = $$"""{"title": "{{fixture.NewTitle()}}", "externalIds": {"imdb": "{{fixture.NewImdb()}}"} }""";
        var path = (await Api.PostAsync("/v1/movies", film)).Header("Location")!;

        Assert.Equal(HttpStatusCode.NoContent, (await Api.DeleteAsync(path, "\"1\"")).Status);

        (await Api.GetAsync(path)).AssertProblem(HttpStatusCode.NotFound, ProblemTypes.MovieNotFound);
        (await Api.PutAsync(path, film, "\"2\"")).AssertProblem(HttpStatusCode.NotFound, ProblemTypes.MovieNotFound);
        (await Api.DeleteAsync(path, "\"2\"")).AssertProblem(HttpStatusCode.NotFound, ProblemTypes.MovieNotFound);
        Assert.Equal(HttpStatusCode.Created, (await Api.PostAsync("/v1/movies", film)).Status);
    }

    [Fact]
    public async Task Lookup_KnowsTheFilmUntilItIsDeleted()
    {
        var (title, other) = (fixture.NewTitle(), fixture.NewTitle());
        var path = await fixture.CreateTitleAsync(title, 1931);
        var (id, otherId) = (IdOf(path), IdOf(await fixture.CreateTitleAsync(other, 1932)));
        var request = new MovieLookup([id, Guid.CreateVersion7(), otherId]);
        var client = Api.Services.GetRequiredService<IRequestClient>();
        var stop = TestContext.Current.CancellationToken;

        var before = await client.AskAsync(MovieRequests.Lookup, request, stop);
        await Api.DeleteAsync(path, "\"1\"");
        var after = await client.AskAsync(MovieRequests.Lookup, request, stop);

        Assert.Equivalent(new[] { Snapshot(id, title, 1931), Snapshot(otherId, other, 1932) }, before.Movies, strict: true);
        Assert.Equal([Snapshot(otherId, other, 1932)], after.Movies);

        static MovieSnapshot Snapshot(Guid id, string title, int year) => new(id, 1, title, year, Status: MovieSnapshot.Published);
    }

    [Fact]
    public async Task Lookup_OfTooManyFilms_IsRefused()
    {
        var client = Api.Services.GetRequiredService<IRequestClient>();
        var request = new MovieLookup([.. Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7())]);

        await Assert.ThrowsAsync<RequestUnavailableException>(
            () => client.AskAsync(MovieRequests.Lookup, request, TestContext.Current.CancellationToken));
    }

    private static Guid IdOf(string path) => Guid.Parse(path.Split('/')[^1]);

    private static void AssertNames(string path, Answer conflict)
    {
        var problem = conflict.AssertProblem(HttpStatusCode.Conflict, ProblemTypes.MovieExists);
        Assert.Equal(path, problem.GetProperty("existing").GetString());
    }
}
