using System.Text.Json;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>What becomes of the rows of an import, over HTTP.</summary>
public sealed class ImportTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private const string Ndjson = "application/x-ndjson";

    private MovieApiService Api => fixture.Api;

    [Theory]
    [InlineData(Ndjson)]
    [InlineData("application/ndjson")]
    [InlineData("application/json")]
    public async Task Import_OfFilms_CreatesThemOnce(string mediaType)
    {
        string[] rows = [Row(fixture.NewTitle("One")), Row(fixture.NewTitle("Two")), Row(fixture.NewTitle("Three"))];
        var body = mediaType == "application/json" ? $"[{string.Join(',', rows)}]" : string.Join('\n', rows);

        var first = ImportLines.Of(await Api.PostAsync("/v1/movies/import", body, mediaType));
        var second = ImportLines.Of(await Api.PostAsync("/v1/movies/import", body, mediaType));

        Assert.Equal(new(3, 3, 0, 0, 0), first.Summary);
        Assert.Equal(new(3, 0, 0, 3, 0), second.Summary);
        Assert.Equal(first.Rows.Select(row => row.Id), second.Rows.Select(row => row.Id));
        Assert.Equal("\"1\"", (await Api.GetAsync($"/v1/movies/{first.Rows[0].Id}")).Header("ETag"));
    }

    [Fact]
    public async Task Import_OfMembers_ReplacesThemAndLeavesTheOthers()
    {
        var (title, imdb) = (fixture.NewTitle(), fixture.NewImdb());
        var wikidata = $"Q{imdb[2..]}";
        var path = (await Api.PostAsync(
            "/v1/movies",
            $$"""
            {"title": "{{title}}", "releaseDate": "1999-03-31", "runtimeMinutes": 90, "genres": ["Drama", "War"],
             "certificates": {"US": "R", "DE": "16"}, "externalIds": {"imdb": "{{imdb}}"} }
            """)).Header("Location")!;

        var answer = await ImportAsync(
            $$"""
            {"genres": ["Comedy"], "certificates": {"US": "PG"}, "externalIds": {"imdb": "{{imdb}}", "wikidata": "{{wikidata}}"} }
            """);

        Assert.Equal("updated", Assert.Single(answer.Rows).Status);
        var film = (await Api.GetAsync(path)).Json;
        Assert.Equal(title, film.GetProperty("title").GetString());
        Assert.Equal("1999-03-31", film.GetProperty("releaseDate").GetString());
        Assert.Equal(90, film.GetProperty("runtimeMinutes").GetInt32());
        Assert.Equal("""["Comedy"]""", film.GetProperty("genres").GetRawText());
        Assert.Equal("""{"DE":"16","US":"PG"}""", film.GetProperty("certificates").GetRawText());
        Assert.Equal($$"""{"imdb":"{{imdb}}","wikidata":"{{wikidata}}"}""", film.GetProperty("externalIds").GetRawText());
    }

    [Fact]
    public async Task Import_OfKnownId_RenamesTheFilm()
    {
        var (old, title, imdb) = (fixture.NewTitle(), fixture.NewTitle(), fixture.NewImdb());
        string body = $$"""
            {"title": "{{old}}", "externalIds": {"imdb": "{{imdb}}"} }
            """;
        await ImportAsync(body);

        // The row before frees the title that the row behind takes.
        var rows = $$"""
            {"title": "{{title}}", "externalIds": {"imdb": "{{imdb}}"} }
            {"title": "{{old}}"}
            """;
        var first = await ImportAsync(rows);

        Assert.Equal(["updated", "created"], first.Rows.Select(row => row.Status));
        Assert.Equal(new(2, 0, 0, 2, 0), (await ImportAsync(rows)).Summary);
    }

    [Fact]
    public async Task Import_OfKeyThatOccurredBefore_RejectsTheRow()
    {
        var (title, imdb) = (fixture.NewTitle(), fixture.NewImdb());

        var answer = await ImportAsync(
            $$"""
            {"title": "{{title}}", "releaseYear": 1990, "externalIds": {"imdb": "{{imdb}}"} }
            {"title": "{{title.ToUpperInvariant()}}!", "releaseYear": 1990}
            {"title": "{{title}}", "releaseYear": 1991}
            {"title": "{{title}}", "releaseYear": 1992, "externalIds": {"imdb": "{{imdb}}"} }
            """);

        Assert.Equal(["created", "rejected", "created", "rejected"], answer.Rows.Select(row => row.Status));
        Assert.Equal("Duplicate of row 1.", answer.Rows[1].Reason);
        Assert.Equal("Duplicate of row 1.", answer.Rows[3].Reason);
    }

    [Fact]
    public async Task Import_OfDuplicateInALaterBatch_RejectsTheRow()
    {
        var titles = Enumerable.Range(0, 450).Select(_ => fixture.NewTitle()).ToList();

        var answer = await ImportAsync(string.Join('\n', titles.Append(titles[1]).Select(title => Row(title))));

        Assert.Equal(new(451, 450, 0, 0, 1), answer.Summary);
        Assert.Equal("Duplicate of row 2.", answer.Rows[^1].Reason);
    }

    [Fact]
    public async Task Import_OfRowsThatNameFilmsByIdOnly_UpdatesEach()
    {
        var (one, two) = (fixture.NewImdb(), fixture.NewImdb());
        await ImportAsync(
            $$"""
            {"title": "{{fixture.NewTitle()}}", "externalIds": {"imdb": "{{one}}"} }
            {"title": "{{fixture.NewTitle()}}", "externalIds": {"imdb": "{{two}}"} }
            """);

        var answer = await ImportAsync(
            $$"""
            {"externalIds": {"imdb": "{{one}}"}, "runtimeMinutes": 90}
            {"externalIds": {"imdb": "{{two}}"}, "runtimeMinutes": 91}
            {"externalIds": {"imdb": "{{fixture.NewImdb()}}"}, "runtimeMinutes": 92}
            """);

        Assert.Equal(["updated", "updated", "rejected"], answer.Rows.Select(row => row.Status));
        Assert.StartsWith("title: ", answer.Rows[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfTheSameRowsByManyAtOnce_CreatesEachFilmOnce()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 300).Select(_ => Row(fixture.NewTitle())));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ImportAsync(rows)));

        Assert.Equal(300, answers.Sum(answer => answer.Summary.Created));
        Assert.Equal(900, answers.Sum(answer => answer.Summary.Unchanged));
        Assert.All(answers, answer => Assert.Equal(answers[0].Rows.Select(row => row.Id), answer.Rows.Select(row => row.Id)));
    }

    [Fact]
    public async Task Import_OfKeysOfTwoFilms_MergesNeither()
    {
        var (one, two) = (fixture.NewTitle(), fixture.NewTitle());
        var (oneId, twoId, newId) = (fixture.NewImdb(), fixture.NewImdb(), fixture.NewImdb());
        await ImportAsync(
            $$"""
            {"title": "{{one}}", "externalIds": {"imdb": "{{oneId}}", "tmdb": {{oneId[2..]}} } }
            {"title": "{{two}}", "externalIds": {"imdb": "{{twoId}}", "tmdb": {{twoId[2..]}} } }
            """);

        var answers = new List<string>();
        foreach (var row in (string[])[
            $$"""{"title": "{{one}}", "externalIds": {"imdb": "{{newId}}"} }""",
            $$"""{"title": "{{one}}", "externalIds": {"imdb": "{{twoId}}"} }""",
            $$"""{"externalIds": {"imdb": "{{oneId}}", "tmdb": {{twoId[2..]}} } }"""])
        {
            answers.Add(Assert.Single((await ImportAsync(row)).Rows).Reason!);
        }

        Assert.Contains("another imdb id", answers[0], StringComparison.Ordinal);
        Assert.Equal("title: another film has this title and year.", answers[1]);
        Assert.Equal("externalIds: they belong to different films.", answers[2]);
    }

    [Fact]
    public async Task ImportSample_Twice_ChangesNothingTheSecondTime()
    {
        var first = ImportLines.Of(await Api.SendAsync(HttpMethod.Post, "/v1/movies/import/sample", Api.Editor, null));
        var second = ImportLines.Of(await Api.SendAsync(HttpMethod.Post, "/v1/movies/import/sample", Api.Editor, null));

        Assert.InRange(first.Summary.Created, 60, 100);
        Assert.Equal(new(first.Summary.Rows, 0, 0, first.Summary.Rows, 0), second.Summary);
    }

    private static string Row(string title) => JsonSerializer.Serialize(new { title });

    private async Task<ImportLines> ImportAsync(string rows) => ImportLines.Of(await Api.PostAsync("/v1/movies/import", rows, Ndjson));
}
