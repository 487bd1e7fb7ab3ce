using System.Net;
using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.Tests.MovieApi.Discovery;

/// <summary>What lists of films refuse, by the name of the parameter that is wrong.</summary>
public sealed class ListInputTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private MovieApiService Api => fixture.Api;

    public static TheoryData<string, string> Violations => new()
    {
        { "genre=", "genre" },
        { "genre=-", "genre" },
        { "genre=%20", "genre" },
        { "genre=a%00", "genre" },
        { "genre=%C3%28", "genre" },
        { $"genre={new string('g', 51)}", "genre" },
        { string.Join('&', Enumerable.Range(0, 21).Select(n => $"genre=g{n}")), "genre" },
        { "person=", "person" },
        { $"person={new string('p', 121)}", "person" },
        { string.Join('&', Enumerable.Range(0, 11).Select(n => $"person=p{n}")), "person" },
        { "tag=%07", "tag" },
        { $"tag=-{new string('t', 51)}", "tag" },
        { "language=German", "language" },
        { "language=", "language" },
        { "country=DEU", "country" },
        { "country=D%0A", "country" },
        { "year=1869", "year" },
        { "year=2201", "year" },
        { "year=1990..1980", "year" },
        { "year=..", "year" },
        { "year=", "year" },
        { "year=1990-1999", "year" },
        { "year=1990.5", "year" },
        { "year=99999999999999999999", "year" },
        { "year=%D9%A1990", "year" },
        { "year=1990&year=1991", "year" },
        { "rating=10.1", "rating" },
        { "rating=-1", "rating" },
        { "rating=NaN", "rating" },
        { "rating=1e1", "rating" },
        { "rating=8,5", "rating" },
        { "runtime=0", "runtime" },
        { "runtime=1501", "runtime" },
        { "runtime=1..1501", "runtime" },
        { "maturity=-1", "maturity" },
        { "maturity=19", "maturity" },
        { "status=published", "status" },
        { "sort=name", "sort" },
        { "sort=", "sort" },
        { "sort=--title", "sort" },
        { "sort=title,added", "sort" },
        { "pageSize=0", "pageSize" },
        { "pageSize=101", "pageSize" },
        { "facets=actors", "facets" },
        { "facets=", "facets" },
        { "fields=title,password", "fields" },
        { "fields=Title", "fields" },
        { "q=%00", "q" },
        { $"q={new string('q', 201)}", "q" },
        { $"q={string.Join('+', Enumerable.Range(0, 21).Select(n => $"w{n}"))}", "q" },
        { "sort=relevance", "sort" },
        { "q=x&sort=-relevance", "sort" },
        { "gnere=drama", "gnere" },
        { "$where=1", "$where" },
        { "genre[$ne]=x", "genre[$ne]" },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task List_WithABadParameter_NamesIt(string query, string parameter)
    {
        var answer = await Api.GetAsync($"/v1/movies?{query}");

        var errors = answer.AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.Validation).GetProperty("errors");
        Assert.Equal([parameter], errors.EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("pageSize=many", "pageSize")]
    [InlineData("pageSize=", "pageSize")]
    [InlineData("pageSize=1&pageSize=2", "pageSize")]
    [InlineData("pageSize=99999999999", "pageSize")]
    [InlineData("maturity=x", "maturity")]
    [InlineData("maturity=1.5", "maturity")]
    [InlineData("availableNow=maybe", "availableNow")]
    public async Task List_WithAParameterOfAnotherType_NamesIt(string query, string parameter)
    {
        var answer = await Api.GetAsync($"/v1/movies?{query}");

        var errors = answer.AssertProblem(HttpStatusCode.BadRequest, "bad-request").GetProperty("errors");
        Assert.Equal([parameter], errors.EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("popular")]
    [InlineData("new")]
    [InlineData("top-rated")]
    public async Task FixedLists_TakeNoSort(string list)
    {
        var answer = await Api.GetAsync($"/v1/movies/{list}?sort=title");

        answer.AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.Validation).GetProperty("errors").GetProperty("sort");
    }

    [Theory]
    [InlineData("/v1/movies/suggest?q=a&limt=5", "limt")]
    [InlineData("/v1/movies/imdb:tt0017136/similar?limt=5", "limt")]
    [InlineData("/v1/movies/trending?windw=day", "windw")]
    [InlineData("/v1/movies/genres?q=a", "q")]
    [InlineData("/v1/movies/filmography?person=a&sort=title", "sort")]
    public async Task Others_WithAParameterThatTheyDoNotHave_NameIt(string path, string parameter)
    {
        var errors = (await Api.GetAsync(path)).AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.Validation).GetProperty("errors");

        Assert.Equal([parameter], errors.EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task List_WithEveryParameterAtItsLimit_IsAnswered()
    {
        var names = Enumerable.Range(10, 20).Select(n => $"genre={n}{new string('g', 48)}&tag=-{n}{new string('t', 48)}&language=de-{n}345678");
        var people = Enumerable.Range(10, 10).Select(n => $"person={n}{new string('p', 118)}");
        var answer = await Api.GetAsync(
            $"/v1/movies?{string.Join('&', names)}&{string.Join('&', people)}&year=1870..2200&rating=0..10&runtime=1..1500&maturity=18"
            + $"&availableNow=true&pageSize=100&sort=-releaseDate&q={new string('q', 200)}&facets=genres,decades,languages,countries,maturity,tags");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Cursor_OfAnotherListFilterOrOrder_OrChanged_IsNone()
    {
        for (var i = 0; i < 3; i++)
            await fixture.CreateAsync($$"""{"title": "{{fixture.NewTitle()}}", "genres": ["Cursed"], "rating": {"average": 5, "votes": 1} }""");
        const string List = "/v1/movies?genre=cursed&pageSize=1";
        var cursor = (await Api.GetAsync(List)).Json.GetProperty("nextCursor").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync($"{List}&cursor={cursor}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync($"/v1/movies?pageSize=2&genre=CURSED&genre=cursed&cursor={cursor}")).Status);
        // Another last character can stand for the same bytes.
        var changed = Enumerable.Range(0, cursor.Length - 1).Select(at => cursor[..at] + (cursor[at] == 'A' ? 'B' : 'A') + cursor[(at + 1)..]);

        string[] bad =
        [
            $"/v1/movies?cursor={cursor}",
            $"{List}&sort=-title&cursor={cursor}",
            $"{List}&rating=5&cursor={cursor}",
            $"/v1/movies/popular?genre=cursed&cursor={cursor}",
            $"{List}&cursor={cursor}&cursor={cursor}",
            $"{List}&cursor={cursor[..^4]}",
            $"{List}&cursor={new string('A', 2049)}",
            .. changed.Select(text => $"{List}&cursor={text}"),
        ];
        foreach (var path in bad)
            (await Api.GetAsync(path)).AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.InvalidCursor);
    }
}
