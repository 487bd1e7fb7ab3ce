using System.Net;
using FilmStreaming.AppHost.Standalone;
using FilmStreaming.ServiceDefaults.Hosting;

namespace FilmStreaming.Tests.AppHost.Standalone;

public sealed class StandalonePlatformTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("filmstreaming-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_OnFreePorts_ServesThroughTheGateway()
    {
        await using var platform = await StandalonePlatform.StartAsync(Arguments(), Cancellation);
        using var client = new HttpClient { BaseAddress = platform.Gateway };

        string[] paths = ["/health/ready", "/openapi/movies.json", "/openapi/users.json", "/v1/movies", "/.well-known/jwks.json"];
        foreach (var path in paths)
        {
            using var response = await client.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task Dispose_OfARunningPlatform_FreesItsPortsAndFolder()
    {
        var platform = await StandalonePlatform.StartAsync(Arguments(), Cancellation);
        var port = platform.Gateway.Port;
        await platform.DisposeAsync();

        await using var again = await StandalonePlatform.StartAsync([.. Arguments(), $"--FilmStreaming:GatewayPort={port}"], Cancellation);

        Assert.Equal(port, again.Gateway.Port);
    }

    [Fact]
    public async Task Start_WhenTheLastServiceCannotListen_StopsThoseBeforeIt()
    {
        await using var first = await StandalonePlatform.StartAsync(Arguments(), Cancellation);
        var other = Directory.CreateDirectory(Path.Combine(_folder.FullName, "other")).FullName;
        string[] arguments = [.. Arguments(), $"--FilmStreaming:DataFolder={other}"];

        await Assert.ThrowsAsync<StartupException>(() => StandalonePlatform.StartAsync(
            [.. arguments, $"--FilmStreaming:GatewayPort={first.Gateway.Port}"], Cancellation));

        await using var again = await StandalonePlatform.StartAsync(arguments, Cancellation);
    }

    [Fact]
    public async Task Banner_WithConnectionStrings_ShowsNoPassword()
    {
        await using var platform = await StandalonePlatform.StartAsync(Arguments(), Cancellation);
        platform.Configuration["ConnectionStrings:cache"] = "localhost,password=hunter2";
        await using var output = new StringWriter();

        await StartupBanner.WriteAsync(output, platform);

        Assert.Contains("Redis (ConnectionStrings:cache)", output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{platform.Gateway}docs", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string[] Arguments() =>
    [
        $"--FilmStreaming:DataFolder={_folder.FullName}",
        .. ((string[])["GatewayPort", "MovieApiPort", "UserApiPort"]).Select(port => $"--FilmStreaming:{port}=0"),
        .. ((string[])["moviedb", "userdb", "messaging", "cache"]).Select(name => $"--ConnectionStrings:{name}="),
    ];
}
