using System.Net;
using System.Text.Json;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.MovieApi.Trends;

/// <summary>From the events of the User API to the list, over HTTP.</summary>
public sealed class TrendingTests : IAsyncLifetime
{
    private MovieApiService _api = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await MovieApiService.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Playback_MakesFilmsTrend_OnceForEachStartAndCompletion_UntilTheAccountIsDeleted()
    {
        var (much, little, account) = (await AddAsync("Much"), await AddAsync("Little"), Guid.CreateVersion7());
        await StartAsync(little, Guid.CreateVersion7(), Guid.CreateVersion7());
        var play = Guid.CreateVersion7();
        for (var told = 0; told < 2; told++)
        {
            await PublishAsync(PlaybackEvents.Completed, new(play, account, much, told + 1, TimeProvider.System.GetUtcNow()));
            await StartAsync(much, play, account);
        }

        var items = await ItemsAsync("?window=week");

        Assert.Equal(["1 Much", "2 Little"], items.Select(item => $"{item.GetProperty("rank")} {Title(item)}"));
        Assert.InRange(items[0].GetProperty("score").GetDouble(), 1.95, 2);
        Assert.InRange(items[1].GetProperty("score").GetDouble(), 0.97, 1);

        await PublishAsync(UserEvents.AccountDeleted, new(account, 3));

        Assert.Equal("Little", Title(Assert.Single(await ItemsAsync(""))));
    }

    [Fact]
    public async Task Playback_ByAClockThatIsAhead_CountsAsOfNow()
    {
        var film = await AddAsync("Future");
        await PublishAsync(
            PlaybackEvents.Started,
            new(Guid.CreateVersion7(), Guid.CreateVersion7(), film, Guid.CreateVersion7(), TimeProvider.System.GetUtcNow().AddYears(5)));

        Assert.InRange(Assert.Single(await ItemsAsync("")).GetProperty("score").GetDouble(), 0.9, 1);
    }

    [Theory]
    [InlineData("?window=month", "window")]
    [InlineData("?window=", "window")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=51", "limit")]
    public async Task Trending_WithABadParameter_NamesIt(string query, string parameter)
    {
        var errors = (await _api.GetAsync($"/v1/movies/trending{query}"))
            .AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.Validation).GetProperty("errors");

        Assert.Equal([parameter], errors.EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("?limit=1")]
    [InlineData("?limit=50&window=day")]
    public async Task Trending_AtTheEdgesOfItsLimits_IsAnswered(string query) => Assert.Empty(await ItemsAsync(query));

    private static string Title(JsonElement item) => item.GetProperty("movie").GetProperty("title").GetString()!;

    private async Task<Guid> AddAsync(string title) =>
        (await _api.PostAsync("/v1/movies", $$"""{"title": "{{title}}"}""")).Json.GetProperty("id").GetGuid();

    private async Task<IReadOnlyList<JsonElement>> ItemsAsync(string query) =>
        [.. (await _api.GetAsync($"/v1/movies/trending{query}")).Json.GetProperty("items").EnumerateArray()];

    private Task StartAsync(Guid movie, Guid play, Guid account) => PublishAsync(
        PlaybackEvents.Started, new(play, account, movie, Guid.CreateVersion7(), TimeProvider.System.GetUtcNow()));

    // In process, an event that is published has been handled.
    private Task PublishAsync<T>(EventContract<T> contract, T data) => _api.Services.GetRequiredService<IEventPublisher>()
        .PublishAsync([contract.Create($"{Guid.CreateVersion7()}", data, TimeProvider.System.GetUtcNow())], Stop);
}
