using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FilmStreaming.Tests.AppHost.Standalone;

/// <summary>The standalone platform as a user runs it: a process of its own, on free ports, in the embedded form.</summary>
internal sealed partial class AppHostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    public AppHostProcess(params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "FilmStreaming.AppHost.dll") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in (string[])["moviedb", "userdb", "messaging", "cache", "mongo"])
            start.Environment[$"ConnectionStrings__{name}"] = "";
        foreach (var port in (string[])["GatewayPort", "MovieApiPort", "UserApiPort"])
            start.ArgumentList.Add($"--FilmStreaming:{port}=0");
        foreach (var setting in settings)
            start.ArgumentList.Add(setting.StartsWith("--", StringComparison.Ordinal) ? setting : $"--FilmStreaming:{setting}");
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Waits for the banner.</summary>
    /// <returns>The public address that it names.</returns>
    public async Task<Uri> GetAddressAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (ReadyLine().Match(line) is { Success: true } ready)
                return new Uri(ready.Groups["address"].Value);
        }

        throw new InvalidOperationException($"It ended before it was ready: {await _errors}");
    }

    /// <summary>Asks it to stop, as an init system does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", [$"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<(int ExitCode, string Errors)> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [GeneratedRegex(@"is ready at (?<address>http://\S+)")]
    private static partial Regex ReadyLine();
}
