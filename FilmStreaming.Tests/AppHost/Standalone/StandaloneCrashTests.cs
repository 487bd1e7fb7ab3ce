using System.Net;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.AppHost.Standalone;

/// <summary>What was acknowledged by the embedded database is there after the process was killed right after it answered.</summary>
public sealed class StandaloneCrashTests
{
    [Fact]
    public async Task Kill_AfterEachAcknowledgedWrite_LosesNothing()
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
