using System.Net;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>From the events of the User API to the film, over HTTP.</summary>
public sealed class ViewerRatingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ratings_ToldInAnyOrderAndAgain_AreInTheFilm_Embedded() =>
        await AssertShownAsync(await MovieApiService.StartAsync(("FilmCache:Lifetime", "00:00:01")));

    [Fact]
    public async Task Ratings_ToldInAnyOrderAndAgain_AreInTheFilm_OnMongo() =>
        await AssertShownAsync(await MovieApiService.StartOnMongoAsync(("FilmCache:Lifetime", "00:00:01")));

    private static async Task AssertShownAsync(MovieApiService api)
    {
        await using var closing = api;
        var path = (await api.PostAsync("/v1/movies", """{"title": "Metropolis", "rating": {"average": 8.3, "votes": 187000}}""")).Header("Location")!;
        var film = Guid.Parse(path.Split('/')[^1]);
        var (account, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var first = new RatingChange(RatingChange.RaterKeyOf(account), film, 1, null, 4);
        var changed = first with { Version = 2, OldValue = 4, NewValue = 9 };
        Assert.False((await api.GetAsync(path)).Json.TryGetProperty("viewerRating", out _));

        foreach (var change in new[] { changed, first, changed, new(RatingChange.RaterKeyOf(other), film, 1, null, 6), first })
            await PublishAsync(api, RatingEvents.Changed, change);

        var shown = await ShownAsync(api, path, "\"1-2-15\"");
        Assert.Equal((7.5, 2), (shown.GetProperty("average").GetDouble(), shown.GetProperty("votes").GetInt32()));
        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(path, ("If-None-Match", "\"1-2-15\""))).Status);
        Assert.Equal(8.3, (await api.GetAsync(path)).Json.GetProperty("rating").GetProperty("average").GetDouble());

        await PublishAsync(api, UserEvents.AccountDeleted, new(account, 3));
        Assert.Equal(6, (await ShownAsync(api, path, "\"1-1-6\"")).GetProperty("average").GetDouble());

        // Who changes the film names its version, whatever viewers thought meanwhile.
        Assert.Equal("\"2\"", (await api.PatchAsync(path, """{"runtimeMinutes": 153}""", "\"1-2-15\"")).Header("ETag"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await api.PatchAsync(path, """{"runtimeMinutes": 90}""", "\"1-1-6\"")).Status);
        Assert.Equal("\"2-1-6\"", (await api.GetAsync(path)).Header("ETag"));
    }

    private static async Task<System.Text.Json.JsonElement> ShownAsync(MovieApiService api, string path, string tag) =>
        (await Eventually.GetAsync<Answer>(tag, () => api.GetAsync(path), answer => answer.Header("ETag") == tag)).Json.GetProperty("viewerRating");

    // In process, an event that is published has been handled.
    private static Task PublishAsync<T>(MovieApiService api, EventContract<T> contract, T data) => api.Services
        .GetRequiredService<IEventPublisher>().PublishAsync([contract.Create($"{Guid.CreateVersion7()}", data, TimeProvider.System.GetUtcNow())], Stop);
}
