using System.Net;
using System.Net.Sockets;

namespace FilmStreaming.Tests.AppHost.Standalone;

/// <summary>What whoever starts it sees: the exit code, and one line that says what is wrong.</summary>
public sealed class StandaloneProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("filmstreaming-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Terminate_OfARunningPlatform_ExitsWithZero()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        using var process = Start();
        using var client = new HttpClient { BaseAddress = await process.GetAddressAsync() };
        using var ready = await client.GetAsync("/health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);

        await process.TerminateAsync();

        Assert.Equal((0, ""), await process.WaitForExitAsync());
    }

    [Fact]
    public async Task Start_OnATakenPort_SaysSoAndExitsWithOne()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;

        await AssertRefusedAsync($"Port {port} for gateway is taken", $"GatewayPort={port}");
    }

    [Fact]
    public Task Start_OnAFolderThatCannotBeWritten_SaysSoAndExitsWithOne()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");

        return AssertRefusedAsync("cannot be written to", $"DataFolder={Path.Combine(file, "below")}");
    }

    [Theory]
    [InlineData("GatewayPort=many", "GatewayPort")]
    [InlineData("MovieApiPort=70000", "MovieApiPort")]
    [InlineData("BindAddress=everywhere", "BindAddress")]
    public Task Start_WithAnInvalidSetting_NamesItAndExitsWithOne(string setting, string name) => AssertRefusedAsync(name, setting);

    [Theory]
    [InlineData("moviedb", "http://localhost")]
    [InlineData("userdb", "mongodb://:secret@/")]
    [InlineData("messaging", "localhost:secret")]
    [InlineData("cache", ",password=secret")]
    public async Task Start_WithAnUnusableConnectionString_NamesItButNotTheSecret(string name, string connectionString)
    {
        var error = await AssertRefusedAsync($"ConnectionStrings:{name}", $"--ConnectionStrings:{name}={connectionString}");

        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAFolderInUse_SaysSoAndLeavesTheFirstRunning()
    {
        using var first = Start();
        using var client = new HttpClient { BaseAddress = await first.GetAddressAsync() };

        await AssertRefusedAsync(_folder.FullName);

        using var ready = await client.GetAsync("/health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private AppHostProcess Start(params string[] settings) => new([$"DataFolder={_folder.FullName}", .. settings]);

    private async Task<string> AssertRefusedAsync(string reason, params string[] settings)
    {
        using var process = Start(settings);

        var (exitCode, errors) = await process.WaitForExitAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        return Assert.Single(errors.Trim().Split('\n'));
    }
}
