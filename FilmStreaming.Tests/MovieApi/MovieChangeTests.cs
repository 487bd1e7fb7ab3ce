using System.Net;
using System.Text;
using System.Text.Json;
using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>Patches, writes that change nothing, and films that come back.</summary>
public sealed class MovieChangeTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private MovieApiService Api => fixture.Api;

    [Theory]
    [InlineData("""{}""", """{}""")]
    [InlineData("""{"runtimeMinutes": 90}""", """{"runtimeMinutes": 90}""")]
    [InlineData("""{"runtimeMinutes": null}""", """{"runtimeMinutes": null}""")]
    [InlineData("""{"genres": ["Noir"]}""", """{"genres": ["Noir"]}""")]
    [InlineData("""{"genres": null}""", """{"genres": []}""")]
    [InlineData("""{"certificates": {"US": "R", "DE": null}}""", """{"certificates": {"FR": "12", "US": "R"}, "maturity": 17}""")]
    [InlineData("""{"certificates": null}""", """{"certificates": null, "maturity": null}""")]
    [InlineData("""{"externalIds": {"wikidata": "Q900001"}}""", """{"externalIds": {"tmdb": 900001, "wikidata": "Q900001"}}""")]
    [InlineData("""{"externalIds": {"tmdb": null}}""", """{"externalIds": null}""")]
    [InlineData("""{"rating": {"votes": 11}}""", """{"rating": {"average": 7.5, "votes": 11}}""")]
    [InlineData("""{"releaseDate": "1999-03-31"}""", """{"releaseDate": "1999-03-31", "releaseYear": 1999}""")]
    [InlineData("""{"releaseDate": null}""", """{"releaseDate": null}""")]
    [InlineData("""{"cast": [{"actor": "B"}]}""", """{"cast": [{"actor": "B", "order": 0}]}""")]
    [InlineData("""{"status": "draft"}""", """{"status": "draft"}""")]
    [InlineData("""{"status": null}""", """{"status": "published"}""")]
    public async Task Patch_ChangesWhatItNamesAndNothingElse(string patch, string changes)
    {
        var path = await fixture.CreateAsync(
            $$"""
            {
              "title": "{{fixture.NewTitle()}}", "releaseDate": "1998-01-02", "runtimeMinutes": 80, "genres": ["Drama", "War"],
              "certificates": {"DE": "16", "FR": "12"}, "externalIds": {"tmdb": 900001}, "rating": {"average": 7.5, "votes": 10},
              "cast": [{"actor": "A", "character": "X"}]
            }
            """);
        var before = Members((await Api.GetAsync(path)).Json);

        var answer = await Api.PatchAsync(path, patch, "\"1\"");

        foreach (var (name, value) in Members(JsonElement.Parse(changes)))
        {
            before.Remove(name);
            if (value.ValueKind != JsonValueKind.Null)
                before[name] = value;
        }

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(Comparable(before), Comparable(Members(answer.Json)));
        Assert.Equal(answer.Body, (await Api.SendAsync(HttpMethod.Get, path, Api.Editor, null)).Body);
        await Api.DeleteAsync(path, "*");
    }

    [Theory]
    [InlineData("""{"title": null}""", "title")]
    [InlineData("""{"title": ""}""", "title")]
    [InlineData("""{"runtimeMinutes": 1501}""", "runtimeMinutes")]
    [InlineData("""{"releaseYear": 1990, "releaseDate": "1991-01-01"}""", "releaseYear")]
    [InlineData("""{"cast": [{"actor": "a"}, {}]}""", "cast[1].actor")]
    [InlineData("""{"externalIds": {"imdb": "x"}}""", "externalIds.imdb")]
    [InlineData("""{"rating": {"average": 11}}""", "rating.average")]
    public async Task Patch_ThatBreaksARule_NamesTheMember(string patch, string member)
    {
        var path = await fixture.CreateAsync($$"""{"title": "{{fixture.NewTitle()}}", "rating": {"average": 5, "votes": 1} }""");

        var problem = (await Api.PatchAsync(path, patch)).AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.Validation);

        Assert.Equal([member], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal("\"1\"", (await Api.GetAsync(path)).Header("ETag"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("""{"$set": {"title": "x"}}""")]
    [InlineData("""{"netflix": null}""")]
    [InlineData("""{"Title": "x"}""")]
    [InlineData("""{"externalIds": {"netflix": null}}""")]
    [InlineData("""{"title": "x", "title": "y"}""")]
    [InlineData("""{"title": {"$ne": null}}""")]
    [InlineData("""{"title": "\ud800"}""")]
    [InlineData("""{"runtimeMinutes": 1e400}""")]
    public async Task Patch_ThatIsNone_IsRefused(string patch)
    {
        var path = await fixture.CreateTitleAsync(fixture.NewTitle());

        (await Api.PatchAsync(path, patch)).AssertProblem(HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task Patch_WithoutOrWithAnotherMediaType_IsUnsupported()
    {
        var path = await fixture.CreateTitleAsync(fixture.NewTitle());

        foreach (var type in (string?[])[null, "application/json", "application/json-patch+json"])
        {
            var body = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
            body.Headers.ContentType = type is null ? null : new(type);
            (await Api.SendAsync(HttpMethod.Patch, path, Api.Editor, body, ("If-Match", "*")))
                .AssertProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        }
    }

    [Fact]
    public async Task Patch_WithoutOrWithAnotherTag_IsRefused()
    {
        var path = await fixture.CreateTitleAsync(fixture.NewTitle());

        (await Api.PatchAsync(path, "{}", null)).AssertProblem(HttpStatusCode.PreconditionRequired, ProblemTypes.VersionRequired);
        (await Api.PatchAsync(path, "{}", "\"2\"")).AssertProblem(HttpStatusCode.PreconditionFailed, ProblemTypes.VersionMismatch);
    }

    [Fact]
    public async Task Patch_ToATitleThatIsTaken_NamesTheFilm()
    {
        var taken = fixture.NewTitle();
        var other = await fixture.CreateTitleAsync(taken, 1950);
        var path = await fixture.CreateTitleAsync(taken, 1951);

        var problem = (await Api.PatchAsync(path, """{"releaseYear": 1950}""")).AssertProblem(HttpStatusCode.Conflict, ProblemTypes.MovieExists);

        Assert.Equal(other, problem.GetProperty("existing").GetString());
    }

    [Fact]
    public async Task Write_OfTheContentThatIsThere_MakesNoVersion()
    {
        var film = $$"""{"title": "{{fixture.NewTitle()}}", "genres": ["Drama"], "cast": [{"actor": "A"}], "status": "draft"}""";
        var path = await fixture.CreateAsync(film);
        var before = await Api.SendAsync(HttpMethod.Get, path, Api.Editor, null);

        var replaced = await Api.PutAsync(path, film, "\"1\"");
        var patched = await Api.PatchAsync(path, """{"genres": [" Drama", "drama"], "status": "draft"}""", "\"1\"");

        Assert.All([replaced, patched], answer => Assert.Equal((before.Body, "\"1\""), (answer.Body, answer.Header("ETag"))));
    }

    [Fact]
    public async Task Restore_BringsTheFilmBackAsItWas()
    {
        var path = await fixture.CreateAsync($$"""{"title": "{{fixture.NewTitle()}}", "tagline": "t", "status": "archived"}""");
        await Api.DeleteAsync(path, "\"1\"");

        var restored = await Api.RestoreAsync(path);
        var again = await Api.RestoreAsync(path);

        Assert.Equal(("\"3\"", "t", "archived"), (restored.Header("ETag"), Text(restored.Json, "tagline"), Text(restored.Json, "status")));
        Assert.Equal(restored.Body, again.Body);
        Assert.Equal(restored.Body, (await Api.SendAsync(HttpMethod.Get, path, Api.Editor, null)).Body);
        (await Api.SendAsync(HttpMethod.Post, $"{path}/restore", Api.Editor, null)).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restore_AfterItsTitleOrIdWasTaken_NamesTheFilm(bool isTitleTaken)
    {
        var (title, imdb) = (fixture.NewTitle(), fixture.NewImdb());
        var path = await fixture.CreateAsync($$"""{"title": "{{title}}", "externalIds": {"imdb": "{{imdb}}"} }""");
        await Api.DeleteAsync(path, "\"1\"");
        var taker = await fixture.CreateAsync(
            isTitleTaken ? $$"""{"title": "{{title}}"}""" : $$"""{"title": "{{fixture.NewTitle()}}", "externalIds": {"imdb": "{{imdb}}"} }""");

        var problem = (await Api.RestoreAsync(path)).AssertProblem(HttpStatusCode.Conflict, ProblemTypes.MovieExists);

        Assert.Equal(taker, problem.GetProperty("existing").GetString());
        (await Api.SendAsync(HttpMethod.Get, path, Api.Editor, null)).AssertProblem(HttpStatusCode.NotFound, ProblemTypes.MovieNotFound);
    }

    private static string? Text(JsonElement film, string member) => film.GetProperty(member).GetString();

    private static Dictionary<string, JsonElement> Members(JsonElement film) =>
        film.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

    private static IEnumerable<string> Comparable(Dictionary<string, JsonElement> film) => film
        .Where(member => member.Key is not ("version" or "updatedAt"))
        .Select(member => $"{member.Key}: {JsonSerializer.Serialize(member.Value)}")
        .Order(StringComparer.Ordinal);
}
