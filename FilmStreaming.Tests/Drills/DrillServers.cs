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

    public async Task RunAsync(string verb, string server)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [verb, server]) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {verb} {server} failed: {said}");
    }
}
