using System.Diagnostics;
using System.Text.RegularExpressions;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.AppHost.Standalone;

/// <summary>The README's tour, pasted into a shell as it is written.</summary>
public sealed partial class ReadmeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tour_PastedFromTheReadme_DoesWhatItSays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the tour is written for a Unix shell");
        Assert.SkipUnless(await HasAsync("curl"), "the tour needs curl");
        using var folder = new TemporaryFolder();
        var settings = PlatformSettings.Standalone(Path.Combine(folder.FullPath, ".data"));
        settings.Remove("FilmStreaming:Administrator:Email");
        settings.Remove("FilmStreaming:Administrator:Password");
        await using var platform = await ServiceProcess.StartAsync("FilmStreaming.AppHost", settings.AsEnvironment());
        var (readme, samples) = Sources();
        Directory.CreateSymbolicLink(Path.Combine(folder.FullPath, "samples"), samples);
        var tour = string.Join('\n', Blocks().Matches(await File.ReadAllTextAsync(readme, Stop)).Select(block => block.Groups[1].Value));

        var address = platform.Address.GetLeftPart(UriPartial.Authority);
        var output = await PasteAsync(tour.Replace("http://localhost:8080", address, StringComparison.Ordinal), folder.FullPath);

        string[] expected =
        [
            "\"summary\":{\"rows\":70,\"created\":70,", "HTTP/1.1 202 Accepted", "\"email\":\"ada@example.org\"",
            "\"title\":\"Metropolis\"", "ETag: \"1\"", "\"facets\":{\"genres\":[{\"value\":", "\"credits\":[{\"role\":", "\"reasons\":{\"sharedDirectors\":",
            "HTTP/1.1 200 OK", "ETag: \"2\"", "HTTP/1.1 404 Not Found", "\"tags\":[\"restored\"]", "\"watchedAt\":", "\"addedAt\":", "\"favorites\":", "HTTP/1.1 204 No Content",
            "urn:filmstreaming:problem:movie-not-found", "urn:filmstreaming:problem:unauthorized",
            "HTTP/1.1 201 Created", "HTTP/1.1 201 Created", "Idempotency-Replayed: true",
        ];
        var from = 0;
        foreach (var text in expected)
        {
            var at = output.IndexOf(text, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{text} is not in its place in:\n{output}");
            from = at;
        }
    }

    // The blocks between the tour's heading and that of the reader's own catalogue.
    [GeneratedRegex(@"(?<=^## A tour.*)^```bash\n(.*?)^```(?=.*^### Your own catalogue)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    private static (string Readme, string Samples) Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "FilmStreaming.sln")))
            root = root.Parent ?? throw new InvalidOperationException("The tests do not run below the repository.");
        return (Path.Combine(root.FullName, "README.md"), Path.Combine(root.FullName, "samples"));
    }

    private static async Task<string> PasteAsync(string script, string folder)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        using var shell = Process.Start(start)!;
        await shell.StandardInput.WriteAsync(script.AsMemory(), Stop);
        shell.StandardInput.Close();
        var output = await shell.StandardOutput.ReadToEndAsync(Stop);
        await shell.WaitForExitAsync(Stop);
        return output;
    }

    private static async Task<bool> HasAsync(string program)
    {
        using var which = Process.Start(new ProcessStartInfo("sh", ["-c", $"command -v {program}"]) { RedirectStandardOutput = true })!;
        await which.WaitForExitAsync(Stop);
        return which.ExitCode == 0;
    }
}
