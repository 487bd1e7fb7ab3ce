using System.Net;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.Platform;

/// <summary>What was acknowledged is there after a crash: a process is killed right after it answered, and started again.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Kill_AfterEachAcknowledgedWrite_LosesNothing_RealServers()
    {
        await using var platform = await PlatformProcesses.StartAsync();
        using var client = platform.CreateClient();
        var tour = new Tour(client);
        var administrator = await tour.SignInAsAdministratorAsync();

        var movie = await tour.AddMovieAsync(administrator, "The General", 1926);
        await platform.CrashMovieApiAsync();
        Assert.Equal(movie, Assert.Single(await tour.FindAsync("general"))["id"]!.GetValue<Guid>());

        var viewer = await tour.SignUpAsync();
        using (var watched = await tour.WatchAsync(viewer, movie))
            await Tour.ExpectAsync(HttpStatusCode.Created, watched);
        await platform.CrashUserApiAsync();
        Assert.Equal([movie], await tour.HistoryAsync(viewer));
    }

    [Fact]
    public async Task Kill_AfterEachAcknowledgedWrite_LosesNothing_EmbeddedDatabase()
    {
        using var folder = new TemporaryFolder();
        var settings = PlatformSettings.Standalone(folder.FullPath).AsEnvironment();
        Guid movie;
        string viewer;
        await using (var standalone = await ServiceProcess.StartAsync("FilmStreaming.AppHost", settings))
        {
            using var client = new HttpClient { BaseAddress = standalone.Address };
            var tour = new Tour(client);
            viewer = await tour.SignUpAsync();
            movie = await tour.AddMovieAsync(await tour.SignInAsAdministratorAsync(), "The General", 1926);
            using var watched = await tour.WatchAsync(viewer, movie);
            await Tour.ExpectAsync(HttpStatusCode.Created, watched);
            await standalone.KillAsync();
        }

        await using (var standalone = await ServiceProcess.StartAsync("FilmStreaming.AppHost", settings))
        {
            using var client = new HttpClient { BaseAddress = standalone.Address };
            var tour = new Tour(client);
            Assert.Equal(movie, Assert.Single(await tour.FindAsync("general"))["id"]!.GetValue<Guid>());
            // The token still counts: the signing key survived too.
            Assert.Equal([movie], await tour.HistoryAsync(viewer));
        }
    }
}
