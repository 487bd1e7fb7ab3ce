using System.Net;
using System.Text;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>What the routes of films refuse.</summary>
public sealed class MovieInputTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private const string Unknown = "/v1/movies/01930000-0000-7000-8000-000000000000";

    private MovieApiService Api => fixture.Api;

    public static TheoryData<string, string> Violations => new()
    {
        { """{}""", "title" },
        { """{"title": null}""", "title" },
        { """{"title": ""}""", "title" },
        { """{"title": "  "}""", "title" },
        { """{"title": "a\u0000b"}""", "title" },
        { $$"""{"title": "{{new string('t', 301)}}"}""", "title" },
        { $$"""{"title": "x", "originalTitle": "{{new string('t', 301)}}"}""", "originalTitle" },
        { $$"""{"title": "x", "description": "{{new string('t', 4001)}}"}""", "description" },
        { """{"title": "x", "releaseYear": 1869}""", "releaseYear" },
        { """{"title": "x", "releaseYear": 2201}""", "releaseYear" },
        { """{"title": "x", "releaseDate": "1869-12-31"}""", "releaseDate" },
        { """{"title": "x", "releaseDate": "1990-01-01", "releaseYear": 1991}""", "releaseYear" },
        { """{"title": "x", "runtimeMinutes": 0}""", "runtimeMinutes" },
        { """{"title": "x", "runtimeMinutes": 1501}""", "runtimeMinutes" },
        { $$"""{"title": "x", "genres": [{{Repeat("\"g\"", 21)}}]}""", "genres" },
        { """{"title": "x", "genres": [""]}""", "genres" },
        { """{"title": "x", "genres": [null]}""", "genres" },
        { $$"""{"title": "x", "genres": ["{{new string('g', 51)}}"]}""", "genres" },
        { $$"""{"title": "x", "directors": [{{Repeat("\"d\"", 21)}}]}""", "directors" },
        { $$"""{"title": "x", "directors": ["{{new string('d', 121)}}"]}""", "directors" },
        { $$"""{"title": "x", "tagline": "{{new string('t', 301)}}"}""", "tagline" },
        { $$"""{"title": "x", "writers": [{{Repeat("\"w\"", 21)}}]}""", "writers" },
        { $$"""{"title": "x", "writers": ["{{new string('w', 121)}}"]}""", "writers" },
        { $$"""{"title": "x", "cast": [{{Repeat("""{"actor": "a"}""", 101)}}]}""", "cast" },
        { """{"title": "x", "cast": [null]}""", "cast" },
        { """{"title": "x", "cast": [{"character": "c"}]}""", "cast[0].actor" },
        { """{"title": "x", "cast": [{"actor": "a"}, {"actor": " "}]}""", "cast[1].actor" },
        { """{"title": "x", "cast": [{"actor": "a\u0000"}]}""", "cast[0].actor" },
        { $$"""{"title": "x", "cast": [{"actor": "{{new string('a', 121)}}"}]}""", "cast[0].actor" },
        { $$"""{"title": "x", "cast": [{"actor": "a", "character": "{{new string('c', 201)}}"}]}""", "cast[0].character" },
        { """{"title": "x", "cast": [{"actor": "a", "order": -1}]}""", "cast[0].order" },
        { """{"title": "x", "cast": [{"actor": "a", "order": 10001}]}""", "cast[0].order" },
        { $$"""{"title": "x", "languages": [{{Repeat("\"de\"", 21)}}]}""", "languages" },
        { """{"title": "x", "languages": ["German"]}""", "languages" },
        { """{"title": "x", "languages": ["de\n"]}""", "languages" },
        { """{"title": "x", "languages": [null]}""", "languages" },
        { $$"""{"title": "x", "countries": [{{Repeat("\"DE\"", 21)}}]}""", "countries" },
        { """{"title": "x", "countries": ["de"]}""", "countries" },
        { """{"title": "x", "countries": ["DEU"]}""", "countries" },
        { """{"title": "x", "maturity": -1}""", "maturity" },
        { """{"title": "x", "maturity": 19}""", "maturity" },
        { """{"title": "x", "posterUrl": "http://example.org/p.jpg"}""", "posterUrl" },
        { """{"title": "x", "posterUrl": "/p.jpg"}""", "posterUrl" },
        { """{"title": "x", "creditsStartMs": 0}""", "creditsStartMs" },
        { """{"title": "x", "creditsStartMs": 86400001}""", "creditsStartMs" },
        { """{"title": "x", "posterUrl": "javascript:alert(1)"}""", "posterUrl" },
        { """{"title": "x", "posterUrl": "https://user:secret@example.org/p.jpg"}""", "posterUrl" },
        { """{"title": "x", "backdropUrl": "https://example.org/a b"}""", "backdropUrl" },
        { $$"""{"title": "x", "backdropUrl": "https://example.org/{{new string('b', 1981)}}"}""", "backdropUrl" },
        { $$"""{"title": "x", "tags": [{{Repeat("\"t\"", 51)}}]}""", "tags" },
        { $$"""{"title": "x", "tags": ["{{new string('t', 51)}}"]}""", "tags" },
        { """{"title": "x", "availableFrom": "2026-01-01T00:00:00Z", "availableUntil": "2026-01-01T00:00:00Z"}""", "availableUntil" },
        { """{"title": "x", "certificates": {"us": "R"}}""", "certificates" },
        { """{"title": "x", "certificates": {"$where": "R"}}""", "certificates" },
        { """{"title": "x", "certificates": {"US": ""}}""", "certificates" },
        { """{"title": "x", "certificates": {"US": null}}""", "certificates" },
        { """{"title": "x", "externalIds": {"imdb": "tt123456"}}""", "externalIds.imdb" },
        { """{"title": "x", "externalIds": {"imdb": "tt1234567\n"}}""", "externalIds.imdb" },
        { """{"title": "x", "externalIds": {"tmdb": 0}}""", "externalIds.tmdb" },
        { """{"title": "x", "externalIds": {"wikidata": "151599"}}""", "externalIds.wikidata" },
        { """{"title": "x", "rating": {"average": 10.1, "votes": 1}}""", "rating.average" },
        { """{"title": "x", "rating": {"average": 1, "votes": -1}}""", "rating.votes" },
        { """{"title": "x", "rating": {"votes": 1}}""", "rating.average" },
    };

    /// <summary>Bodies, and the member that <c>errors</c> name; none where the body as a whole is at fault.</summary>
    public static TheoryData<string, string?> Unreadable => new()
    {
        { "", null },
        { "null", null },
        { "[]", null },
        { "\"x\"", null },
        { "{", null },
        { "{\"title\": \"x\"", null },
        { """{"title": 1}""", "title" },
        { """{"Title": "x"}""", "Title" },
        { """{"title": "x", "title": "y"}""", "title" },
        { """{"title": "x", "id": "01930000-0000-7000-8000-000000000000"}""", "id" },
        { """{"title": "x", "$where": "1"}""", "$where" },
        { """{"title": {"$ne": null}}""", "title" },
        { """{"title": "x", "releaseYear": "1990"}""", "releaseYear" },
        { """{"title": "x", "releaseYear": 1990.5}""", "releaseYear" },
        { """{"title": "x", "runtimeMinutes": 99999999999999999999}""", "runtimeMinutes" },
        { """{"title": "x", "runtimeMinutes": 1e999}""", "runtimeMinutes" },
        { """{"title": "x", "releaseDate": "Jun 12 1998"}""", "releaseDate" },
        { """{"title": "x", "releaseDate": "1998-02-30"}""", "releaseDate" },
        { """{"title": "x", "rating": {"average": "NaN", "votes": 1}}""", "rating.average" },
        { """{"title": "\ud800"}""", "title" },
        { """{"title": "x", "externalIds": {"netflix": "1"}}""", "externalIds.netflix" },
        { """{"title": "x", "status": "live"}""", "status" },
        { """{"title": "x", "status": 1}""", "status" },
        { """{"title": "x", "availableFrom": "2026-01-01T00:00:00"}""", "availableFrom" },
        { """{"title": "x", "cast": [{"actor": "a"}, {"actor": "a", "$ne": 1}]}""", "cast[1].$ne" },
        { $$"""{"title": "x", "genres": {{new string('[', 100)}}{{new string(']', 100)}}}""", "genres[0]" },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task Create_AgainstARule_NamesTheMember(string film, string member)
    {
        var answer = await Api.PostAsync("/v1/movies", film);

        var errors = answer.AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.Validation).GetProperty("errors");
        Assert.Equal([member], errors.EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Create_AtEveryLimit_IsTaken()
    {
        var countries = Enumerable.Range(0, 50).Select(n => $"{(char)('A' + n / 26)}{(char)('A' + n % 26)}");
        var certificates = string.Join(',', countries.Select(country => $"\"{country}\": \"{new string('c', 20)}\""));
        var answer = await Api.PostAsync(
            "/v1/movies",
            $$"""
            {
              "title": "{{new string('t', 300)}}", "originalTitle": "{{new string('o', 300)}}", "description": "{{new string('d', 4000)}}",
              "releaseDate": "2200-12-31", "runtimeMinutes": 1500,
              "genres": [{{string.Join(',', Enumerable.Range(10, 20).Select(n => $"\"{n}{new string('g', 48)}\""))}}],
              "directors": [{{string.Join(',', Enumerable.Range(10, 20).Select(n => $"\"{n}{new string('d', 118)}\""))}}],
              "tagline": "{{new string('t', 300)}}",
              "writers": [{{string.Join(',', Enumerable.Range(10, 20).Select(n => $"\"{n}{new string('w', 118)}\""))}}],
              "cast": [{{Repeat($$"""{"actor": "{{new string('a', 120)}}", "character": "{{new string('c', 200)}}", "order": 10000}""", 100)}}],
              "languages": [{{string.Join(',', Enumerable.Range(10, 20).Select(n => $"\"de-{n}345678-12345678-12345678-1234\""))}}],
              "countries": [{{string.Join(',', Enumerable.Range(0, 20).Select(n => $"\"A{(char)('A' + n)}\""))}}],
              "maturity": 18, "tags": [{{string.Join(',', Enumerable.Range(10, 50).Select(n => $"\"{n}{new string('t', 48)}\""))}}],
              "creditsStartMs": 86400000,
              "posterUrl": "https://example.org/{{new string('p', 1980)}}", "backdropUrl": "https://example.org/{{new string('b', 1980)}}",
              "certificates": { {{certificates}} },
              "externalIds": {"imdb": "tt1234567890", "tmdb": 2147483647, "wikidata": "Q123456789012"},
              "rating": {"average": 10, "votes": 2147483647}
            }
            """);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        foreach (var (list, count) in (ReadOnlySpan<(string, int)>)[("directors", 20), ("writers", 20), ("cast", 100), ("languages", 20), ("countries", 20), ("tags", 50)])
            Assert.Equal(count, answer.Json.GetProperty(list).GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Write_OfWhatIsNoFilm_IsRefused(string body, string? member)
    {
        var path = await fixture.CreateTitleAsync(fixture.NewTitle());

        foreach (var answer in (Answer[])[await Api.PostAsync("/v1/movies", body), await Api.PutAsync(path, body, "\"1\"")])
        {
            var problem = answer.AssertProblem(HttpStatusCode.BadRequest, "bad-request");
            var named = problem.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().Select(error => error.Name) : [];
            Assert.Equal(member is null ? [] : [member], named);
        }
    }

    [Fact]
    public async Task Create_OfInvalidUtf8_IsRefused()
    {
        var body = new ByteArrayContent([.. "{\"title\": \""u8, 0xC3, 0x28, .. "\"}"u8]);
        body.Headers.ContentType = new("application/json");

        (await Api.SendAsync(HttpMethod.Post, "/v1/movies", Api.Editor, body)).AssertProblem(HttpStatusCode.BadRequest, "bad-request");
    }

    [Theory]
    [InlineData("GET", "/v1/movies/nonsense", 400, "bad-request")]
    [InlineData("GET", Unknown, 404, ProblemTypes.MovieNotFound)]
    [InlineData("GET", "/v1/movies?pageSize=0", 400, ProblemTypes.Validation)]
    [InlineData("GET", "/v1/movies?pageSize=101", 400, ProblemTypes.Validation)]
    [InlineData("GET", "/v1/movies?pageSize=many", 400, "bad-request")]
    [InlineData("GET", "/v1/movies?cursor=", 400, ProblemTypes.InvalidCursor)]
    [InlineData("GET", "/v1/movies?cursor=%00", 400, ProblemTypes.Validation)]
    [InlineData("GET", "/v1/movies?cursor=AAAA", 400, ProblemTypes.InvalidCursor)]
    [InlineData("PATCH", "/v1/movies", 405, "method-not-allowed")]
    [InlineData("DELETE", "/v1/movies/nonsense", 400, "bad-request")]
    [InlineData("DELETE", Unknown, 404, ProblemTypes.MovieNotFound)]
    public async Task Send_OfBadRequest_AnswersProblem(string method, string path, int status, string type) =>
        (await Api.SendAsync(new(method), path, Api.Editor, null, ("If-Match", "\"1\""))).AssertProblem((HttpStatusCode)status, type);

    [Fact]
    public async Task List_WithTooLongAQuery_NamesIt()
    {
        var answer = await Api.GetAsync($"/v1/movies?q={new string('q', 201)}");

        var errors = answer.AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.Validation).GetProperty("errors");
        Assert.True(errors.TryGetProperty("q", out _));
    }

    [Theory]
    [InlineData("POST", "/v1/movies")]
    [InlineData("PUT", Unknown)]
    [InlineData("DELETE", Unknown)]
    [InlineData("POST", "/v1/movies/import")]
    [InlineData("POST", "/v1/movies/import/sample")]
    public async Task Write_WithoutTheRole_IsRefused(string method, string path)
    {
        (await SendAsync(null)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await SendAsync(Api.Viewer)).AssertProblem(HttpStatusCode.Forbidden, "forbidden");

        Task<Answer> SendAsync(string? token) =>
            Api.SendAsync(new(method), path, token, new StringContent("{}", Encoding.UTF8, "application/json"));
    }

    [Fact]
    public async Task Create_OfAnotherMediaType_IsRefused() =>
        (await Api.PostAsync("/v1/movies", "title=x", "application/x-www-form-urlencoded"))
            .AssertProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

    private static string Repeat(string item, int count) => string.Join(',', Enumerable.Repeat(item, count));
}
