using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FilmStreaming.MovieApi.Ratings;
using FilmStreaming.MovieApi.Trends;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.Platform;

/// <summary>What viewers do at the User API reaches the Movie API's figures, and leaves them again.</summary>
public abstract class ViewerEventContract : IAsyncLifetime
{
    private PlatformHost _platform = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<PlatformHost> StartAsync();

    public async ValueTask InitializeAsync() => _platform = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_platform is not null)
            await _platform.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task RatingAndPlay_GivenAndTakenBack_AreInTheMovieApiAndNoMore()
    {
        var tour = new Tour(_platform.Client);
        var film = await tour.AddMovieAsync(await tour.SignInAsAdministratorAsync(), "Nosferatu", 1922);
        var viewer = await tour.SignUpAsync();
        var ratings = _platform.MovieApi.Services.GetRequiredService<IViewerRatingStore>();
        var plays = _platform.MovieApi.Services.GetRequiredService<IPlayFactStore>();

        await SendAsync(HttpMethod.Put, $"/v1/me/ratings/{film}", HttpStatusCode.Created, new { value = 9 });
        await SendAsync(HttpMethod.Post, $"/v1/me/playback/{film}", HttpStatusCode.Accepted, new
        {
            sessionId = Guid.CreateVersion7(),
            sequence = 1,
            @event = "progress",
            positionMs = 600_000,
            durationMs = 3_600_000,
            playedFromMs = 0,
            clientTime = TimeProvider.System.GetStoredNow(),
        });
        await Eventually.BeTrueAsync("the rating", async () => await ratings.TotalAsync(film, Stop) == new RatingTotal(1, 9));
        var play = Guid.Empty;
        await Eventually.BeTrueAsync("the play in the history", async () =>
            (await SendAsync(HttpMethod.Get, "/v1/me/history", HttpStatusCode.OK))!["items"]!.AsArray() is [{ } item]
            && (play = item["id"]!.GetValue<Guid>()) != Guid.Empty);
        await Eventually.BeTrueAsync("the play", async () => await plays.Documents.FindAsync(PlayFact.StartOf(play), Stop) is { Body.IsVoid: false });

        await SendAsync(HttpMethod.Delete, $"/v1/me/ratings/{film}", HttpStatusCode.NoContent);
        await SendAsync(HttpMethod.Delete, $"/v1/me/history?movieId={film}", HttpStatusCode.NoContent);

        await Eventually.BeTrueAsync("the rating taken back", async () => await ratings.TotalAsync(film, Stop) == default);
        await Eventually.BeTrueAsync(
            "the play taken back", async () => await plays.Documents.FindAsync(PlayFact.StartOf(play), Stop) is { Body.IsVoid: true });

        async Task<JsonNode?> SendAsync(HttpMethod method, string path, HttpStatusCode expected, object? body = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new("Bearer", viewer);
            using var response = await _platform.Client.SendAsync(request, Stop);
            await Tour.ExpectAsync(expected, response);
            var answer = await response.Content.ReadAsStringAsync(Stop);
            return answer.Length == 0 ? null : JsonNode.Parse(answer);
        }
    }
}

public sealed class EmbeddedViewerEventTests : ViewerEventContract
{
    private protected override Task<PlatformHost> StartAsync() => PlatformHost.StartEmbeddedAsync();
}

public sealed class RealViewerEventTests : ViewerEventContract
{
    private protected override Task<PlatformHost> StartAsync() => PlatformHost.StartRealAsync();
}
