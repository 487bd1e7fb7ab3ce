using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.ForeignConsumer;

/// <summary>A Node program in a folder of its own, with its packages. Everything it does is bounded in time.</summary>
internal sealed class NodeProgram : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _errors = [];
    private Process? _process;

    private NodeProgram()
    {
    }

    public string Errors => string.Join('\n', _errors);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Copies a program and installs its packages; skips the test where Node, npm or the packages cannot be had.</summary>
    public static async Task<NodeProgram> InstallAsync(string source)
    {
        var program = new NodeProgram();
        try
        {
            foreach (var file in Directory.EnumerateFiles(source))
                File.Copy(file, Path.Combine(program._folder.FullPath, Path.GetFileName(file)));
            program.Run("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]);
            while (await program.ReadLineAsync() is not null)
            {
            }

            Assert.SkipUnless(await program.ExitCodeAsync() == 0, $"needs npm packages that cannot be installed: {program.Errors}");
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    public void Start(string script, params string[] arguments) => Run("node", [script, .. arguments]);

    /// <summary>Gives it a line, and with <paramref name="last"/> the end of its input.</summary>
    public async Task WriteLineAsync(string line, bool last)
    {
        await _process!.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync(Stop);
        if (last)
            _process.StandardInput.Close();
    }

    /// <summary>The next line that it prints; null at the end.</summary>
    public async Task<string?> ReadLineAsync() => await _process!.StandardOutput.ReadLineAsync(Stop).AsTask().WaitAsync(Limit, Stop);

    public async Task<int> ExitCodeAsync()
    {
        await _process!.WaitForExitAsync(Stop).WaitAsync(Limit, Stop);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        End();
        _folder.Dispose();
    }

    private void Run(string program, string[] arguments)
    {
        End();
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.FullPath,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            Assert.Skip($"needs {program}, which cannot be started: {e.Message}");
        }

        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.BeginErrorReadLine();
    }

    private void End()
    {
        if (_process is { HasExited: false })
            _process.Kill(entireProcessTree: true);
        _process?.Dispose();
        _process = null;
    }
}
