using System.Text.Json;
using System.Text.RegularExpressions;

namespace FilmStreaming.Tests.AppHost.Aspire;

/// <summary>What reaches production: read from what the publishers write.</summary>
public sealed class PublishingTests
{
    private static readonly string[] Compose = ["--operation", "publish", "--step", "publish"];

    [Fact]
    public async Task Manifest_OfEachResource_HasOneAzdUnderstands()
    {
        using var model = await PublishedModel.CreateAsync("--operation", "publish", "--publisher", "manifest");
        using var manifest = JsonDocument.Parse(model.Read("aspire-manifest.json"));
        var resources = manifest.RootElement.GetProperty("resources");

        foreach (var name in (string[])["mongo", "messaging", "cache"])
            Assert.StartsWith("container.", resources.GetProperty(name).GetProperty("type").GetString(), StringComparison.Ordinal);
        foreach (var name in (string[])["gateway", "movieapi", "userapi"])
            Assert.StartsWith("project.", resources.GetProperty(name).GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(resources.EnumerateObject(), resource => resource.Value.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task Manifest_OfEachEndpoint_OnlyTheGatewayIsPublic()
    {
        using var model = await PublishedModel.CreateAsync("--operation", "publish", "--publisher", "manifest");
        using var manifest = JsonDocument.Parse(model.Read("aspire-manifest.json"));

        var external =
            from resource in manifest.RootElement.GetProperty("resources").EnumerateObject()
            where resource.Value.TryGetProperty("bindings", out var bindings)
                && bindings.EnumerateObject().Any(binding => binding.Value.TryGetProperty("external", out var e) && e.GetBoolean())
            select resource.Name;

        Assert.Equal(["gateway"], external);
    }

    [Fact]
    public async Task Manifest_OfEachSecret_IsAParameter()
    {
        using var model = await PublishedModel.CreateAsync("--operation", "publish", "--publisher", "manifest");
        using var manifest = JsonDocument.Parse(model.Read("aspire-manifest.json"));
        var resources = manifest.RootElement.GetProperty("resources");

        foreach (var name in (string[])["administrator-password", "mongo-password", "messaging-password", "cache-password", "smtp-password"])
            Assert.True(resources.GetProperty(name).GetProperty("inputs").GetProperty("value").GetProperty("secret").GetBoolean());
        Assert.Equal(
            "{administrator-password.value}",
            resources.GetProperty("userapi").GetProperty("env").GetProperty("FilmStreaming__Administrator__Password").GetString());
    }

    [Fact]
    public async Task Compose_OfTheServices_HasTwoReplicasBehindOneGateway()
    {
        using var model = await PublishedModel.CreateAsync(Compose);
        var compose = model.Read("docker-compose.yaml");

        Assert.Contains("replicas: 2", Service(compose, "movieapi"), StringComparison.Ordinal);
        Assert.Contains("replicas: 2", Service(compose, "userapi"), StringComparison.Ordinal);
        Assert.Contains("\"8080:8080\"", Service(compose, "gateway"), StringComparison.Ordinal);
        foreach (var hidden in (string[])["movieapi", "userapi", "mongo", "messaging", "cache"])
            Assert.DoesNotContain("ports:", Service(compose, hidden), StringComparison.Ordinal);
        Assert.DoesNotContain("dashboard", compose, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Compose_OfTheServices_BelievesForwardingHeadersOfPrivateNetworksOnly()
    {
        using var model = await PublishedModel.CreateAsync(Compose);
        var compose = model.Read("docker-compose.yaml");

        Assert.DoesNotContain("ASPNETCORE_FORWARDEDHEADERS_ENABLED", compose, StringComparison.Ordinal);
        Assert.Contains("ForwardedHeaders__KnownNetworks__0", Service(compose, "movieapi"), StringComparison.Ordinal);
        Assert.Contains("ForwardedHeaders__KnownNetworks__0: \"${TRUSTED_PROXIES}\"", Service(compose, "gateway"), StringComparison.Ordinal);
        Assert.Contains("TRUSTED_PROXIES=", model.Read(".env"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_OfTheServers_KeepsTheirDataAndHoldsNoPassword()
    {
        using var model = await PublishedModel.CreateAsync(Compose);
        var compose = model.Read("docker-compose.yaml");

        foreach (var server in (string[])["mongo", "messaging", "cache"])
            Assert.Contains($"source: \"filmstreaming-{server}\"", Service(compose, server), StringComparison.Ordinal);
        Assert.Contains("RABBITMQ_NODENAME: \"messaging@localhost\"", Service(compose, "messaging"), StringComparison.Ordinal);
        Assert.All(
            Regex.Matches(compose, "PASS(?:WORD)?: (?<value>.*)"),
            match => Assert.StartsWith("\"${", match.Groups["value"].Value, StringComparison.Ordinal));
        Assert.DoesNotMatch("PASSWORD=.", model.Read(".env"));
    }

    [Fact]
    public async Task Kubernetes_OfTheServices_HasReplicasAndProbesThatItAccepts()
    {
        using var model = await PublishedModel.CreateAsync([.. Compose, "--Publish:Target=kubernetes"]);
        var deployment = model.Read(Path.Combine("templates", "movieapi", "deployment.yaml"));

        Assert.Contains("replicas: 2", deployment, StringComparison.Ordinal);
        foreach (var path in (string[])["/health/startup", "/health/ready", "/health/live"])
            Assert.Contains($"path: \"{path}\"", deployment, StringComparison.Ordinal);
        Assert.All(Regex.Matches(deployment, "scheme: .*"), match => Assert.Equal("scheme: \"HTTP\"", match.Value.TrimEnd()));
    }

    /// <summary>The lines of one service of a Compose file.</summary>
    private static string Service(string compose, string name)
    {
        var lines = compose.Split('\n').SkipWhile(line => line != $"  {name}:").Skip(1);
        return string.Join('\n', lines.TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)));
    }
}
