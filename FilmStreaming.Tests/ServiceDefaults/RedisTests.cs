using System.Net;
using System.Net.Sockets;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class RedisTests
{
    private const string Setting = $"ConnectionStrings:{ResourceNames.Cache}";

    private static Task<TestService> StartAsync(string connectionString) =>
        TestService.StartAsync(app => app.MapGet("/", () => ""), settings: (Setting, connectionString));

    [Fact]
    public async Task Get_FromTwoReplicas_IsCountedTogether()
    {
        var server = RealServers.Require(ResourceNames.Cache);
        await using var one = await StartAsync(server);
        await using var two = await StartAsync(server);
        var from = ("X-Forwarded-For", $"{new IPAddress(Guid.CreateVersion7().ToByteArray())}");
        Assert.StartsWith("\"default\";r=99;", (await one.GetAsync("/", null, from)).Header("RateLimit"), StringComparison.Ordinal);
        Assert.StartsWith("\"default\";r=98;", (await two.GetAsync("/", null, from)).Header("RateLimit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetReady_WithRedis_IsHealthy()
    {
        await using var service = await StartAsync(RealServers.Require(ResourceNames.Cache));
        var answer = await service.GetAsync("/health/ready", service.Tokens.Issue(Guid.CreateVersion7(), Roles.Administrator));
        Assert.Equal("Healthy", answer.Json.GetProperty("checks").GetProperty("cache").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Protect_OnOneReplica_IsReadByAnother()
    {
        var server = RealServers.Require(ResourceNames.Cache);
        await using var one = await StartAsync(server);
        await using var two = await StartAsync(server);
        var text = one.Services.GetDataProtector("test").Protect("a secret");
        Assert.Equal("a secret", two.Services.GetDataProtector("test").Unprotect(text));
    }

    [Fact]
    public async Task Get_WhileRedisIsAway_IsCountedInMemoryAndDegraded()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using var service = await StartAsync($"127.0.0.1:{port},connectTimeout=200,connectRetry=0");
        Assert.Equal("\"default\";r=99;t=60", (await service.GetAsync("/")).Header("RateLimit"));
        Assert.Equal("\"default\";r=98;t=60", (await service.GetAsync("/")).Header("RateLimit"));
        var ready = await service.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.Status);
        Assert.Equal("""{"status":"Degraded"}""", ready.Body);
    }
}

public sealed class KeyRingTests
{
    [Fact]
    public async Task Protect_WithoutRedis_SurvivesRestartInTheDataFolder()
    {
        using var folder = new TemporaryFolder();
        string text;
        await using (var before = await TestService.StartAsync(settings: ("FilmStreaming:DataFolder", folder.FullPath)))
            text = before.Services.GetDataProtector("test").Protect("a secret");
        await using var after = await TestService.StartAsync(settings: ("FilmStreaming:DataFolder", folder.FullPath));
        Assert.Equal("a secret", after.Services.GetDataProtector("test").Unprotect(text));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.FullPath, "keys")));
    }
}
