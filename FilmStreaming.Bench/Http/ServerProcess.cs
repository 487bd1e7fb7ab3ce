using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FilmStreaming.Bench.Http;

/// <summary>A server of this program's output folder, as a process of its own on a free port.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => _address.TrySetException(
            new InvalidOperationException($"{process.StartInfo.ArgumentList[0]} ended while it started."));
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The physical memory that it uses now, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="assembly">For example <c>FilmStreaming.MovieApi</c>.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">Its settings, beside those of this process.</param>
    /// <param name="cancellationToken">Stops waiting for it to listen.</param>
    public static async Task<ServerProcess> StartAsync(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var server = new ServerProcess(new() { StartInfo = start, EnableRaisingEvents = true });
        server._process.Start();
        server._process.BeginOutputReadLine();
        server.Address = await server._address.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://[^\s""]+)")]
    private static partial Regex Listening();

    private void Read(string? line)
    {
        if (line is not null && Listening().Match(line) is { Success: true } match)
            _address.TrySetResult(new(match.Groups[1].Value));
    }
}
