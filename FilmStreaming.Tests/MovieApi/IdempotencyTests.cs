using System.Net;
using System.Text;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Idempotency;
using FilmStreaming.Tests.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>Films that are added with an <c>Idempotency-Key</c>, over HTTP.</summary>
public sealed class IdempotencyTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private readonly string _key = Guid.CreateVersion7().ToString();

    private MovieApiService Api => fixture.Api;

    [Fact]
    public async Task Repeated_GetsTheFirstAnswer_WhateverBecameOfTheFilm()
    {
        var title = fixture.NewTitle();
        var first = await PostAsync($$"""{"title": "{{title}}", "genres": ["Drama"]}""");
        await Api.PatchAsync(first.Header("Location")!, """{"runtimeMinutes": 9}""");

        var again = await PostAsync($$"""{ "genres": ["Drama"], "title" : "{{title}}" }""");

        Assert.Equal((HttpStatusCode.Created, null), (first.Status, first.Header(IdempotencyKey.ReplayedHeader)));
        Assert.Equal((HttpStatusCode.Created, "true"), (again.Status, again.Header(IdempotencyKey.ReplayedHeader)));
        Assert.Equal(first.Body, again.Body);
        foreach (var header in (string[])["Location", "ETag", "Content-Type"])
            Assert.Equal(first.Header(header), again.Header(header));
    }

    [Fact]
    public async Task Repeated_AfterARefusal_GetsTheRefusal()
    {
        var title = fixture.NewTitle();
        var other = await fixture.CreateTitleAsync(title);
        var first = await PostAsync($$"""{"title": "{{title}}"}""");
        await Api.DeleteAsync(other, "*");

        var again = await PostAsync($$"""{"title": "{{title}}"}""");

        first.AssertProblem(HttpStatusCode.Conflict, ProblemTypes.MovieExists);
        Assert.Equal((first.Body, "no-store"), (again.Body, again.Header("Cache-Control")));
    }

    [Fact]
    public async Task SameKey_WithAnotherBody_IsRefused()
    {
        await PostAsync($$"""{"title": "{{fixture.NewTitle()}}"}""");

        var other = await PostAsync($$"""{"title": "{{fixture.NewTitle()}}"}""");

        other.AssertProblem(HttpStatusCode.UnprocessableEntity, ProblemTypes.IdempotencyKeyReused);
    }

    [Fact]
    public async Task SameKey_OfAnotherAccount_IsAnotherKey()
    {
        await PostAsync($$"""{"title": "{{fixture.NewTitle()}}"}""");

        var other = await PostAsync($$"""{"title": "{{fixture.NewTitle()}}"}""", Api.Administrator);

        Assert.Equal(HttpStatusCode.Created, other.Status);
    }

    [Fact]
    public async Task SentManyTimesAtOnce_MakesOneFilm()
    {
        var title = fixture.NewTitle();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync($$"""{"title": "{{title}}"}""")));

        var created = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToList();
        Assert.Single(created.Select(answer => answer.Body).Distinct());
        foreach (var answer in answers.Except(created))
        {
            answer.AssertProblem(HttpStatusCode.Conflict, ProblemTypes.IdempotencyKeyInUse);
            Assert.Equal("1", answer.Header("Retry-After"));
        }
    }

    [Fact]
    public async Task Repeated_AfterACrashBetweenFilmAndAnswer_FindsItsFilm()
    {
        var film = $$"""{"title": "{{fixture.NewTitle()}}", "externalIds": {"imdb": "{{fixture.NewImdb()}}"} }""";
        var first = await PostAsync(film);
        await ForgetAnswerAsync(first.Json.GetProperty("id").GetGuid());

        var again = await PostAsync(film);

        Assert.Null(again.Header(IdempotencyKey.ReplayedHeader));
        Assert.Equal((HttpStatusCode.Created, first.Body, first.Header("ETag")), (again.Status, again.Body, again.Header("ETag")));
        Assert.Equal("true", (await PostAsync(film)).Header(IdempotencyKey.ReplayedHeader));
    }

    [Fact]
    public async Task Repeated_OnMongo_GetsTheFirstAnswer()
    {
        await using var api = await MovieApiService.StartOnMongoAsync();
        var answers = new List<Answer>();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            answers.Add(await api.SendAsync(
                HttpMethod.Post,
                "/v1/movies",
                api.Editor,
                new StringContent("""{"title": "Faust", "releaseYear": 1926}""", Encoding.UTF8, "application/json"),
                (IdempotencyKey.Header, _key)));
        }

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Created, answers[0].Body), (answer.Status, answer.Body)));
        Assert.Equal("true", answers[1].Header(IdempotencyKey.ReplayedHeader));
    }

    [Theory]
    [InlineData(255, HttpStatusCode.Created)]
    [InlineData(256, HttpStatusCode.BadRequest)]
    [InlineData(0, HttpStatusCode.BadRequest)]
    public async Task Key_HasALimit(int length, HttpStatusCode status)
    {
        var answer = await PostAsync($$"""{"title": "{{fixture.NewTitle()}}"}""", key: new string('k', length));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Key_WithASpace_IsRefusedByName()
    {
        var problem = (await PostAsync("""{"title": "x"}""", key: "a b")).AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.Validation);

        Assert.True(problem.GetProperty("errors").TryGetProperty(IdempotencyKey.Header, out _));
    }

    private Task<Answer> PostAsync(string film, string? token = null, string? key = null) => Api.SendAsync(
        HttpMethod.Post,
        "/v1/movies",
        token ?? Api.Editor,
        new StringContent(film, Encoding.UTF8, "application/json"),
        (IdempotencyKey.Header, key ?? _key));

    private async Task ForgetAnswerAsync(Guid film)
    {
        var records = Api.Services.GetRequiredService<EmbeddedDocuments<IdempotencyRecord>>();
        var record = Assert.Single(records.All, record => record.Body.ResourceId == film);
        var forgotten = record.Body with { Answer = null, LockedUntil = default };
        var result = await records.UpdateAsync(record.Id, record.Version, forgotten, [], TestContext.Current.CancellationToken);
        Assert.Equal(WriteStatus.Written, result.Status);
    }
}
