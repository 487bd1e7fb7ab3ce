using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FilmStreaming.Tests.Infrastructure;

/// <summary>A service as an operating system process of its own, so that a test can end it as a crash would.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The process ended while it started:\n{Output}"));
    }

    /// <summary>Where it listens, once it said so.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Everything that it printed so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts a program of the test's output folder on a free port and waits until it listens.</summary>
    /// <param name="assembly">For example <c>FilmStreaming.MovieApi</c>.</param>
    /// <param name="environment">Its settings; connection strings of the test's own environment are not passed on.</param>
    public static async Task<ServiceProcess> StartAsync(string assembly, IReadOnlyDictionary<string, string> environment)
    {
        var service = Launch(assembly, environment);
        try
        {
            service.Address = await service._address.Task.WaitAsync(StartLimit, TestContext.Current.CancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a program without waiting for anything, for those that are to end by themselves.</summary>
    public static ServiceProcess Launch(string assembly, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly + ".dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var service = new ServiceProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        return service;
    }

    /// <summary>Ends it at once, as a crash would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks it to stop (SIGTERM) and gives its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(StartLimit, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    // Kestrel's line for a service, the banner's for the standalone platform.
    [GeneratedRegex(@"(?:Now listening on:|FilmStreaming is ready at) (http://\S+)")]
    private static partial Regex Listening();

    private void Read(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        Disclosures.OfTheRun.Told("the output of a process", line);
        if (Listening().Match(line) is { Success: true } match)
            _address.TrySetResult(new(match.Groups[1].Value));
    }
}
