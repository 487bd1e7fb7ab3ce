using System.Net;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.Platform;

/// <summary>The main job, through the gateway, in both forms.</summary>
public abstract class TourContract : IAsyncLifetime
{
    private PlatformHost _platform = null!;

    private Tour Tour => new(_platform.Client);

    private protected abstract Task<PlatformHost> StartAsync();

    public async ValueTask InitializeAsync() => _platform = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_platform is not null)
            await _platform.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task Tour_FromImportToHistory_Works() => Tour.RunAsync();

    [Fact]
    public async Task Import_OfTheSampleTwice_ChangesNothingTheSecondTime()
    {
        var administrator = await Tour.SignInAsAdministratorAsync();

        var first = (await Tour.ImportSampleAsync(administrator))[^1]["summary"]!;
        var second = (await Tour.ImportSampleAsync(administrator))[^1]["summary"]!;

        Assert.InRange(first["created"]!.GetValue<int>(), 40, 200);
        Assert.Equal(0, first["rejected"]!.GetValue<int>());
        Assert.Equal(first["rows"]!.GetValue<int>(), second["unchanged"]!.GetValue<int>());
    }

    [Fact]
    public async Task Watch_OfUnknownFilm_IsNotFoundAndWritesNothing()
    {
        var viewer = await Tour.SignUpAsync();

        using var response = await Tour.WatchAsync(viewer, Guid.CreateVersion7());

        await Tour.ExpectAsync(HttpStatusCode.NotFound, response);
        Assert.Empty(await Tour.HistoryAsync(viewer));
    }

    [Fact]
    public async Task Watch_WhileTheMovieApiIsAway_WorksForKnownFilmsAndNoOther()
    {
        var movie = await Tour.AddMovieAsync(await Tour.SignInAsAdministratorAsync(), "Nosferatu", 1922);
        var viewer = await Tour.SignUpAsync();
        using var before = await Tour.WatchAsync(viewer, movie);
        await Tour.ExpectAsync(HttpStatusCode.Created, before);
        await _platform.MovieApi.StopAsync(TestContext.Current.CancellationToken);

        using var known = await Tour.WatchAsync(viewer, movie);
        using var response = await Tour.WatchAsync(viewer, Guid.CreateVersion7());

        await Tour.ExpectAsync(HttpStatusCode.Created, known);

        await Tour.ExpectAsync(HttpStatusCode.ServiceUnavailable, response);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal([movie, movie], await Tour.HistoryAsync(viewer));
    }
}

public sealed class EmbeddedTourTests : TourContract
{
    private protected override Task<PlatformHost> StartAsync() => PlatformHost.StartEmbeddedAsync();
}

public sealed class RealTourTests : TourContract
{
    private protected override Task<PlatformHost> StartAsync() => PlatformHost.StartRealAsync();
}
