using System.Net;
using System.Text;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class ProblemTests
{
    public sealed record Film(string? Title, int Year);

    public sealed record Cast(IReadOnlyList<Film> Films, IReadOnlyDictionary<string, int> Marks);

    private sealed class StoreAway : IDependencyFailure
    {
        public string? DependencyOf(Exception exception) => exception is TimeoutException ? "moviedb" : null;
    }

    private static Task<TestService> StartAsync(string environment = "Production") => TestService.StartAsync(
        app =>
        {
            app.MapPost("/films", (Film film) => film);
            app.MapGet("/film", () => TypedResults.NotFound());
            app.MapGet("/typed", () => Problem.Conflict(ProblemTypes.MovieExists, "There is one.", "/v1/movies/1"));
            app.MapGet("/invalid", () => TypedResults.ValidationProblem([new("Cast[0].FullName", ["Too long."])]));
            app.MapGet("/number/{n}", (int n, Guid? tag, DayOfWeek day = DayOfWeek.Monday) => n);
            app.MapGet("/required", (string word) => word);
            app.MapPost("/cast", (Cast cast) => cast);
            app.MapGet("/fault", IResult () => throw new InvalidOperationException("a secret"));
            app.MapGet("/away", IResult () => throw new TimeoutException("a secret"));
            app.MapGet("/private", () => "").RequireAuthorization(Policies.Viewer);
            app.MapGet("/edit", () => "").RequireAuthorization(Policies.Editor);
        },
        builder => builder.Services.AddSingleton<IDependencyFailure, StoreAway>(),
        environment);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    [Theory]
    [InlineData("GET", "/nowhere", 404, "not-found")]
    [InlineData("GET", "/film", 404, "not-found")]
    [InlineData("DELETE", "/film", 405, "method-not-allowed")]
    [InlineData("GET", "/private", 401, "unauthorized")]
    [InlineData("GET", "/typed", 409, "movie-exists")]
    [InlineData("GET", "/invalid", 400, "validation")]
    [InlineData("GET", "/number/x", 400, "bad-request")]
    [InlineData("GET", "/fault", 500, "internal-error")]
    [InlineData("GET", "/away", 503, "dependency-unavailable")]
    public async Task Send_ToFailingRoute_AnswersProblem(string method, string path, int status, string type)
    {
        await using var service = await StartAsync();
        var answer = await service.SendAsync(new(method), path);
        answer.AssertProblem((HttpStatusCode)status, type);
        Assert.Equal("no-store", answer.Header("Cache-Control")!.Split(',')[0]);
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Post_MalformedJson_SaysWhere(string environment)
    {
        await using var service = await StartAsync(environment);
        var answer = await service.SendAsync(HttpMethod.Post, "/films", body: Json("""{"title": "x", "year": "1926"}"""));
        var problem = answer.AssertProblem(HttpStatusCode.BadRequest, "bad-request");
        Assert.Equal(["year"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Contains("line 1", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/number/x", "n")]
    [InlineData("/number/99999999999999999999", "n")]
    [InlineData("/number/1?tag=x", "tag")]
    [InlineData("/number/1?day=%22%20from%20%22", "day")]
    [InlineData("/required", "word")]
    public async Task Get_OfAParameterThatCannotBeRead_NamesIt(string path, string name)
    {
        await using var service = await StartAsync();
        AssertNames(name, await service.GetAsync(path));
    }

    [Theory]
    [InlineData("""{"films": [{"title": "x", "year": 1}, {"title": 2}]}""", "films[1].title")]
    [InlineData("""{"films": [{"title": "x", "year": 99999999999999999999}]}""", "films[0].year")]
    [InlineData("""{"marks": {"a.b": "x"}}""", "marks.a.b")]
    [InlineData("""{"$where": 1}""", "$where")]
    [InlineData("""{"films": [], "films": []}""", "films")]
    [InlineData("""[]""", null)]
    [InlineData("", null)]
    public async Task Post_OfAMemberThatCannotBeRead_NamesIt(string body, string? member)
    {
        await using var service = await StartAsync();
        AssertNames(member, await service.SendAsync(HttpMethod.Post, "/cast", body: Json(body)));
    }

    [Fact]
    public async Task Post_OfALongName_GivesBackItsBeginning()
    {
        await using var service = await StartAsync();
        var name = new string('x', 100_000);
        AssertNames(name[..200], await service.SendAsync(HttpMethod.Post, "/films", body: Json($$"""{"{{name}}": 1}""")));
    }

    [Theory]
    [InlineData("/film", 404)]
    [InlineData("/typed", 409)]
    [InlineData("/number/1", 200)]
    [InlineData("/private", 401)]
    [InlineData("/health/live", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/films", 405)]
    public async Task Head_IsAnsweredAsGetWithoutABody(string path, int status)
    {
        await using var service = await StartAsync();
        var (get, head) = (await service.GetAsync(path), await service.SendAsync(HttpMethod.Head, path));

        Assert.Equal((status, ""), ((int)head.Status, head.Body));
        Assert.Equal((get.Status, get.Header("Content-Type"), get.Header("ETag")), (head.Status, head.Header("Content-Type"), head.Header("ETag")));
    }

    private static void AssertNames(string? member, Answer answer)
    {
        var problem = answer.AssertProblem(HttpStatusCode.BadRequest, "bad-request");
        var named = problem.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().Select(error => error.Name) : [];
        Assert.Equal(member is null ? [] : [member], named);
    }

    [Theory]
    [InlineData("""{"title": "x", "rating": 5}""")]
    [InlineData("""{"title": "x", "title": "y"}""")]
    [InlineData("""{"title": """)]
    public async Task Post_JsonThatIsNotTheContract_IsRefused(string body)
    {
        await using var service = await StartAsync();
        var answer = await service.SendAsync(HttpMethod.Post, "/films", body: Json(body));
        answer.AssertProblem(HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task Post_OfAnotherMediaType_AnswersUnsupportedMediaType()
    {
        await using var service = await StartAsync();
        var answer = await service.SendAsync(HttpMethod.Post, "/films", body: new StringContent("x"));
        answer.AssertProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task Get_WithoutTheRole_AnswersForbidden()
    {
        await using var service = await StartAsync();
        var answer = await service.GetAsync("/edit", service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer));
        answer.AssertProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Get_FromClientThatAcceptsNoJson_StillAnswersProblem()
    {
        await using var service = await StartAsync();
        var answer = await service.GetAsync("/nowhere", headers: ("Accept", "image/png"));
        answer.AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Get_InvalidMember_NamesItAsTheJsonDoes()
    {
        await using var service = await StartAsync();
        var problem = (await service.GetAsync("/invalid")).Json;
        Assert.Equal("Too long.", problem.GetProperty("errors").GetProperty("cast[0].fullName")[0].GetString());
    }

    [Fact]
    public async Task Get_WhileDependencyIsAway_SaysWhenToRetry()
    {
        await using var service = await StartAsync();
        var answer = await service.GetAsync("/away");
        Assert.Equal("5", answer.Header("Retry-After"));
        Assert.Contains("moviedb", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_InDevelopment_LeaksNoExceptionText()
    {
        await using var service = await StartAsync("Development");
        var answer = await service.GetAsync("/fault");
        answer.AssertProblem(HttpStatusCode.InternalServerError, "internal-error");
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
    }
}
