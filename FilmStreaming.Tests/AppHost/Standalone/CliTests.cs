using System.Diagnostics;
using System.Text.Json;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.AppHost.Standalone;

/// <summary>The command-line program, as a process, against the standalone platform, which is another.</summary>
public sealed class CliTests(CliTests.Fixture fixture) : IClassFixture<CliTests.Fixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_ThenAgainFromARow_CountsAndExitsWithZero()
    {
        var file = Write("films.ndjson", Films("Import", 500));

        var first = await RunAsync("import", file);
        var rest = await RunAsync("import", file, "--after", "450");

        Assert.Equal((0, ""), (first.ExitCode, first.Output));
        Assert.Contains("[##############################] 100 % 500 of 500", first.Errors, StringComparison.Ordinal);
        Assert.Contains("created 500", first.Errors, StringComparison.Ordinal);
        Assert.Equal(0, rest.ExitCode);
        Assert.Contains("50 of 50", rest.Errors, StringComparison.Ordinal);
        Assert.Contains("unchanged 50", rest.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WhoseProgramIsKilledMidway_IsCompletedByTheNext()
    {
        const int Count = 20_000;
        var file = Write("films.ndjson", Enumerable.Range(0, Count).Select(n => JsonSerializer.Serialize(new { title = $"Killed {n}", tags = new[] { "killed" } })));
        using var client = new HttpClient { BaseAddress = fixture.Address };
        using (var killed = Process.Start(Command("import", file))!)
        {
            await Eventually.GetAsync("a part of the rows", () => TotalAsync(client), total => total > 0);
            killed.Kill();
            await killed.WaitForExitAsync(Stop);
        }

        var rest = await RunAsync("import", file);

        Assert.Equal(0, rest.ExitCode);
        Assert.Contains("created ", rest.Errors, StringComparison.Ordinal);
        Assert.Contains(", unchanged ", rest.Errors, StringComparison.Ordinal);
        Assert.Equal(Count, await TotalAsync(client));
        Assert.Contains("unchanged 20,000", (await RunAsync("import", file)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithRejectedRows_NamesThemInTheFileAndExitsWithThree()
    {
        var file = Write("films.ndjson", [.. Films("Rejected", 2), "", "{}", "nonsense"]);

        var all = await RunAsync("import", file);
        var rest = await RunAsync("import", file, "--after", "2");

        Assert.Equal(3, all.ExitCode);
        Assert.Equal(["row 3", "row 4"], all.Output.Trim().Split('\n').Select(line => line.Split(':')[0]));
        Assert.Equal(all.Output, rest.Output);
        Assert.Contains("created 2, rejected 2", all.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_ThenRestore_FindsEverythingUnchanged()
    {
        await RunAsync("import", Write("films.ndjson", Films("Export", 20)));
        var export = Path.Combine(_folder.FullPath, "export.ndjson");

        var exported = await RunAsync("export", export);
        var restored = await RunAsync("restore", export);

        Assert.Equal((0, 0), (exported.ExitCode, restored.ExitCode));
        Assert.InRange((await File.ReadAllLinesAsync(export, Stop)).Length, 20, int.MaxValue);
        Assert.Contains("unchanged", restored.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("created", restored.Errors, StringComparison.Ordinal);
        Assert.Equal(["export.ndjson", "films.ndjson"], Directory.GetFiles(_folder.FullPath).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task ImportUsers_WithARejectedRow_NamesItAndExitsWithThree()
    {
        var users = Enumerable.Range(0, 3).Select(n => $$"""{"email":"cli{{n}}@example.org","firstName":"Ann","lastName":"Lee"}""");

        var result = await RunAsync("import-users", Write("users.ndjson", [.. users, "{}"]));

        Assert.Equal((3, "row 4: email: The Email field is required."), (result.ExitCode, result.Output.Trim()));
        Assert.Contains("created 3, rejected 1", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfAPlatformThatIsNotThere_SaysSoAndExitsWithOne()
    {
        var result = await RunAsync("import", Write("films.ndjson", Films("Nowhere", 1)), "--url", "http://127.0.0.1:9");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("http://127.0.0.1:9/ cannot be reached", Assert.Single(result.Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("import")]
    [InlineData("import", "films.ndjson", "--after", "some")]
    [InlineData("import", "films.json", "--after", "1")]
    [InlineData("export", "films.ndjson", "--after", "1")]
    [InlineData("delete", "films.ndjson")]
    public async Task Run_OfAWrongCommand_ShowsTheUsageAndExitsWithTwo(params string[] args)
    {
        var result = await RunAsync(args);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("usage: ", result.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Films(string title, int count) =>
        Enumerable.Range(0, count).Select(n => JsonSerializer.Serialize(new { title = $"{title} {n}" }));

    private string Write(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(_folder.FullPath, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var process = Process.Start(Command(args))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await output, await errors);
    }

    private static async Task<int> TotalAsync(HttpClient client) =>
        JsonElement.Parse(await client.GetStringAsync("/v1/movies?tag=killed&pageSize=1", Stop)).GetProperty("total").GetInt32();

    private ProcessStartInfo Command(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FilmStreaming.Cli.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["FILMSTREAMING_EMAIL"] = PlatformSettings.AdministratorEmail,
                ["FILMSTREAMING_PASSWORD"] = PlatformSettings.AdministratorPassword,
            },
        };
        if (args is [_, _, ..] && !args.Contains("--url"))
        {
            start.ArgumentList.Add("--url");
            start.ArgumentList.Add(fixture.Address.ToString());
        }

        return start;
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();
        private ServiceProcess _platform = null!;

        public Uri Address => _platform.Address;

        public async ValueTask InitializeAsync() => _platform = await ServiceProcess.StartAsync(
            "FilmStreaming.AppHost", PlatformSettings.Standalone(_folder.FullPath).AsEnvironment());

        public async ValueTask DisposeAsync()
        {
            await _platform.DisposeAsync();
            _folder.Dispose();
        }
    }
}
