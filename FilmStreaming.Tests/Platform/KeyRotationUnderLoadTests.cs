using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace FilmStreaming.Tests.Platform;

/// <summary>Devices go on renewing and using their tokens, through the gateway and at both services, while keys come and go; in both forms.</summary>
public abstract class KeyRotationUnderLoadContract
{
    private const int Devices = 4;
    private const int Minutes = 15 * 60;

    /// <summary>Less than what is left of a token that was renewed in the minute before.</summary>
    private const int Step = 4;

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly ConcurrentDictionary<string, string> _kids = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<PlatformHost> StartAsync(Action<WebApplicationBuilder> configure);

    [Fact]
    public async Task Rotation_UnderLoad_RefusesNoToken()
    {
        await using var platform = await StartAsync(Configure);
        var devices = await Task.WhenAll(Enumerable.Range(0, Devices).Select(_ => SignInAsync(platform.Client)));

        for (var minute = 0; minute < Minutes; minute += Step)
        {
            // The clock moves while requests are under way, and each device asks with the token from before and with a new one.
            var asking = Task.WhenAll(devices.Select(device => UseAndRenewAsync(platform.Client, device)));
            _time.Advance(TimeSpan.FromMinutes(Step));
            devices = await asking;
        }

        // Five intervals of three hours: at least five keys have signed, and only those that still count are published.
        Assert.InRange(_kids.Count, 5, 7);
        var published = await platform.Client.GetFromJsonAsync<JsonNode>("/.well-known/jwks.json", Stop);
        Assert.InRange(published!["keys"]!.AsArray().Count, 1, 3);
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tokens:KeyRotationInterval"] = "03:00:00",
            ["Tokens:KeyPublishAhead"] = "01:10:00",
            ["Tokens:KeyOverlap"] = "01:10:00",
        });
    }

    private async Task<JsonNode> UseAndRenewAsync(HttpClient client, JsonNode device)
    {
        await UseAsync(client, device);
        using var response = await client.PostAsJsonAsync(
            "/v1/auth/refresh", new { refreshToken = device["refreshToken"]!.GetValue<string>() }, Stop);
        await Tour.ExpectAsync(HttpStatusCode.OK, response);
        var renewed = (await response.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
        await UseAsync(client, renewed);
        return renewed;
    }

    /// <summary>Asks the User API, and the Movie API for a write that is refused as malformed where the token is good.</summary>
    private async Task UseAsync(HttpClient client, JsonNode device)
    {
        var token = device["accessToken"]!.GetValue<string>();
        _kids.TryAdd(new JsonWebToken(token).Kid, token);
        foreach (var (method, path, expected) in new[]
        {
            (HttpMethod.Get, "/v1/me", HttpStatusCode.OK), (HttpMethod.Post, "/v1/movies", HttpStatusCode.BadRequest),
        })
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = new("Bearer", token);
            if (method == HttpMethod.Post)
                request.Content = JsonContent.Create(new { });
            using var response = await client.SendAsync(request, Stop);
            Assert.True(response.StatusCode == expected, $"{path} answered {response.StatusCode} at {_time.GetUtcNow():O}");
        }
    }

    private static async Task<JsonNode> SignInAsync(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync(
            "/v1/auth/sign-in",
            new { email = PlatformSettings.AdministratorEmail, password = PlatformSettings.AdministratorPassword },
            Stop);
        await Tour.ExpectAsync(HttpStatusCode.OK, response);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
    }
}

public sealed class EmbeddedKeyRotationUnderLoadTests : KeyRotationUnderLoadContract
{
    private protected override Task<PlatformHost> StartAsync(Action<WebApplicationBuilder> configure) =>
        PlatformHost.StartEmbeddedAsync(configure);
}

public sealed class RealKeyRotationUnderLoadTests : KeyRotationUnderLoadContract
{
    private protected override Task<PlatformHost> StartAsync(Action<WebApplicationBuilder> configure) =>
        PlatformHost.StartRealAsync(configure);
}
