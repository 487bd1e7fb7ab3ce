using System.Diagnostics;
using System.Globalization;

namespace FilmStreaming.Tests.Drills;

/// <summary>
/// Stops and starts the real servers, by the program that <c>FILMSTREAMING_DRILLS</c> names. It takes a verb
/// (<c>start</c>, <c>stop</c>, <c>kill</c>) and a server (<c>mongo</c>, <c>rabbit</c>), and returns when that is done.
/// </summary>
internal sealed class DrillServers(string program)
{
    private const string ProgramVariable = "FILMSTREAMING_DRILLS";
    private const string MinutesVariable = "FILMSTREAMING_DRILL_MINUTES";
    private const int Attempts = 3;

    /// <summary>How long the drills last together. None: each injects its faults once.</summary>
    public static TimeSpan Duration =>
        double.TryParse(Environment.GetEnvironmentVariable(MinutesVariable), CultureInfo.InvariantCulture, out var minutes)
            ? TimeSpan.FromMinutes(minutes)
            : TimeSpan.Zero;

    /// <summary>Skips the running test, saying why, where there are no servers that may be stopped.</summary>
    public static DrillServers Require()
    {
        var program = Environment.GetEnvironmentVariable(ProgramVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(program), $"stops servers: {ProgramVariable} does not name the program that may do so");
        return new(program!);
    }

    public async Task StopAsync(string server) => await MustAsync("stop", server);

    public async Task KillAsync(string server) => await MustAsync("kill", server);

    /// <summary>
    /// Starts a server. It is tried again, because one that was killed may refuse once, or take longer than the program waits, where the
    /// machine is busy; what the drills are about begins when it is back.
    /// </summary>
    public async Task StartAsync(string server)
    {
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            if (await RunAsync("start", server) is not { } failure)
                return;
            TestContext.Current.TestOutputHelper!.WriteLine(failure);
        }

        await MustAsync("start", server);
    }

    private async Task MustAsync(string verb, string server)
    {
        if (await RunAsync(verb, server) is { } failure)
            Assert.Fail(failure);
    }

    /// <returns>What went wrong; null for nothing.</returns>
    private async Task<string?> RunAsync(string verb, string server)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [verb, server]) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? null : $"{program} {verb} {server} failed: {said}";
    }
}
