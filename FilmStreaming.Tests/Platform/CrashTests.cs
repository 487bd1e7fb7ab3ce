using System.Net;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.Platform;

/// <summary>What was acknowledged is there after a crash: a process is killed right after it answered, and started again.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Kill_AfterEachAcknowledgedWrite_LosesNothing()
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
}
