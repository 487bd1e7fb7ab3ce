using System.Net;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Films;

/// <summary>Which films the service knows by itself, and which it asks for, seen from a watch history.</summary>
public sealed class MovieCatalogueTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TestUserApi _api = null!;
    private SignedIn _viewer = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await TestUserApi.StartAsync(_folder.FullPath);
        _viewer = await _api.NewViewerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Watch_FilmThatWasAskedForAMomentAgo_DoesNotAskAgain()
    {
        var movie = _api.Catalogue.Add();
        Assert.Equal(HttpStatusCode.Created, await WatchAsync(movie.MovieId, day: 1));
        _api.Catalogue.IsBroken = true;

        Assert.Equal(HttpStatusCode.Created, await WatchAsync(movie.MovieId, day: 2));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await WatchAsync(_api.Catalogue.Add().MovieId, day: 1));
    }

    [Fact]
    public async Task Watch_FilmOfWhoseRemovalWasHeard_IsRefused()
    {
        var movie = _api.Catalogue.Add();
        Assert.Equal(HttpStatusCode.Created, await WatchAsync(movie.MovieId, day: 1));

        _api.Catalogue.Remove(movie.MovieId);
        await PublishAsync(MovieEvents.Deleted, movie.MovieId, new MovieRemoval(movie.MovieId, 2));

        Assert.Equal(HttpStatusCode.NotFound, await WatchAsync(movie.MovieId, day: 2));
    }

    [Fact]
    public async Task Watch_FilmOfWhoseChangeWasHeard_IsKnownWithoutAsking()
    {
        var movie = _api.Catalogue.Add();
        await PublishAsync(MovieEvents.Updated, movie.MovieId, movie with { Version = 2, Title = "Metropolis, restored" });
        _api.Catalogue.IsBroken = true;

        Assert.Equal(HttpStatusCode.Created, await WatchAsync(movie.MovieId, day: 2));
    }

    [Fact]
    public async Task Watch_FilmThatWasUnknownAMomentAgo_IsFound()
    {
        var movie = _api.Catalogue.Add();
        _api.Catalogue.Remove(movie.MovieId);
        Assert.Equal(HttpStatusCode.NotFound, await WatchAsync(movie.MovieId, day: 1));

        _api.Catalogue.Add(movie);

        Assert.Equal(HttpStatusCode.Created, await WatchAsync(movie.MovieId, day: 1));
    }

    private async Task<HttpStatusCode> WatchAsync(Guid movie, int day) => (await _api.PostAsync(
        "/v1/me/history", $$"""{"movieId":"{{movie}}","watchedAt":"2026-03-0{{day}}T20:15:00Z"}""", _viewer.Token)).Status;

    private Task PublishAsync<T>(EventContract<T> contract, Guid movie, T data) => _api.Services.GetRequiredService<IEventPublisher>()
        .PublishAsync([contract.Create($"{movie}", data, TimeProvider.System.GetUtcNow())], TestContext.Current.CancellationToken);
}
