using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.Platform;

/// <summary>A session that is ended at the User API is refused by the Movie API, in both forms.</summary>
public abstract class RevocationContract : IAsyncLifetime
{
    /// <summary>What is promised.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private PlatformHost _platform = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<PlatformHost> StartAsync();

    public async ValueTask InitializeAsync() => _platform = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_platform is not null)
            await _platform.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task SignOut_OfASession_StopsItsAccessTokenAtTheMovieApiInTime()
    {
        var (ended, kept) = (await SignInAsync(), await SignInAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await WriteAsync(ended));
        using var signOut = await _platform.Client.PostAsJsonAsync(
            "/v1/auth/sign-out", new { refreshToken = ended["refreshToken"]!.GetValue<string>() }, Stop);
        Assert.Equal(HttpStatusCode.NoContent, signOut.StatusCode);
        var since = TimeProvider.System.GetTimestamp();

        await Eventually.GetAsync("the refusal", () => WriteAsync(ended), status => status == HttpStatusCode.Unauthorized);

        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, Bound);
        Assert.Equal(HttpStatusCode.BadRequest, await WriteAsync(kept));
    }

    private async Task<JsonNode> SignInAsync()
    {
        using var response = await _platform.Client.PostAsJsonAsync(
            "/v1/auth/sign-in",
            new { email = PlatformSettings.AdministratorEmail, password = PlatformSettings.AdministratorPassword },
            Stop);
        await Tour.ExpectAsync(HttpStatusCode.OK, response);
        return (await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(Stop), cancellationToken: Stop))!;
    }

    /// <summary>Asks for a write that is refused as malformed where the token is good.</summary>
    private async Task<HttpStatusCode> WriteAsync(JsonNode session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/movies") { Content = JsonContent.Create(new { }) };
        request.Headers.Authorization = new("Bearer", session["accessToken"]!.GetValue<string>());
        using var response = await _platform.Client.SendAsync(request, Stop);
        return response.StatusCode;
    }
}

public sealed class EmbeddedRevocationTests : RevocationContract
{
    private protected override Task<PlatformHost> StartAsync() => PlatformHost.StartEmbeddedAsync();
}

public sealed class RealRevocationTests : RevocationContract
{
    private protected override Task<PlatformHost> StartAsync() => PlatformHost.StartRealAsync();
}
