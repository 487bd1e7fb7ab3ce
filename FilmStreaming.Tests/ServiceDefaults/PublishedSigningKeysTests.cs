using System.Net;
using System.Text.Json;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class PublishedSigningKeysTests
{
    private sealed class Publisher(params TestTokens[] published) : HttpMessageHandler
    {
        private int _fetches;

        public TestTokens[] Published { get; set; } = published;
        public bool IsAway { get; set; }
        public TaskCompletionSource? Hangs { get; set; }
        public int Fetches => _fetches;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("http://userapi/.well-known/jwks.json", request.RequestUri!.ToString());
            Interlocked.Increment(ref _fetches);
            if (Hangs is not null)
                await Hangs.Task;
            if (IsAway)
                throw new HttpRequestException("connection refused");
            var keys = Published.Select(tokens => tokens.PublicKey)
                .Select(key => new { kty = key.Kty, crv = key.Crv, use = key.Use, alg = key.Alg, kid = key.KeyId, x = key.X, y = key.Y });
            var content = new StringContent(JsonSerializer.Serialize(new { keys }));
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        }
    }

    private static Task<TestService> StartAsync(Publisher publisher) => TestService.StartAsync(
        app => app.MapGet("/", (HttpContext http) => http.User.GetAccountId()).RequireAuthorization(Policies.Viewer),
        builder => builder.Services.AddHttpClient(PublishedSigningKeys.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => publisher),
        acceptOwnTokens: false);

    private static async Task<HttpStatusCode> GetAsync(TestService service, TestTokens issuer) =>
        (await service.GetAsync("/", new TestTokens(service.Time, issuer.Key).Issue(Guid.CreateVersion7(), Roles.Viewer))).Status;

    [Fact]
    public async Task Get_WithPublishedKey_FetchesKeysOnce()
    {
        var issuer = new TestTokens();
        using var publisher = new Publisher(issuer);
        await using var service = await StartAsync(publisher);
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, await GetAsync(service, issuer));
        Assert.Equal(1, publisher.Fetches);
    }

    [Fact]
    public async Task Get_AfterRotation_IsAnsweredAtOnce()
    {
        var (old, rotated) = (new TestTokens(), new TestTokens());
        using var publisher = new Publisher(old);
        await using var service = await StartAsync(publisher);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(service, old));

        publisher.Published = [rotated];
        service.Time.Advance(PublishedSigningKeys.RefreshPause);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(service, rotated));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(service, old));
        Assert.Equal(2, publisher.Fetches);
    }

    [Fact]
    public async Task Get_WithUnknownKeys_FetchesOncePerPause()
    {
        var issuer = new TestTokens();
        using var publisher = new Publisher(issuer);
        await using var service = await StartAsync(publisher);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(service, issuer));

        service.Time.Advance(PublishedSigningKeys.RefreshPause);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(service, new TestTokens()));
        Assert.Equal(2, publisher.Fetches);
    }

    [Fact]
    public async Task Get_WhilePublisherIsAwayFromTheStart_AnswersUnavailable()
    {
        var issuer = new TestTokens();
        using var publisher = new Publisher(issuer) { IsAway = true };
        await using var service = await StartAsync(publisher);
        var answer = await service.GetAsync("/", issuer.Issue(Guid.CreateVersion7(), Roles.Viewer));
        answer.AssertProblem(HttpStatusCode.ServiceUnavailable, "dependency-unavailable");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetAsync(service, issuer));
        Assert.Equal(1, publisher.Fetches);

        publisher.IsAway = false;
        service.Time.Advance(PublishedSigningKeys.RetryPause);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(service, issuer));
    }

    [Fact]
    public async Task Get_WhilePublisherIsAwayLater_GoesOnWithKnownKeys()
    {
        var issuer = new TestTokens();
        using var publisher = new Publisher(issuer);
        await using var service = await StartAsync(publisher);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(service, issuer));

        publisher.IsAway = true;
        service.Time.Advance(AccessTokenOptions.KeysLifetime);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(service, issuer));
        await Eventually.BeTrueAsync("a second fetch", () => Task.FromResult(publisher.Fetches == 2));
    }

    [Fact]
    public async Task Get_WithUnknownKeysWhilePublisherHangs_DoesNotHoldUpKnownOnes()
    {
        var issuer = new TestTokens();
        using var publisher = new Publisher(issuer);
        await using var service = await StartAsync(publisher);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(service, issuer));

        service.Time.Advance(PublishedSigningKeys.RefreshPause);
        publisher.Hangs = new();
        var forged = Enumerable.Range(0, 5).Select(_ => GetAsync(service, new TestTokens())).ToList();
        await Eventually.BeTrueAsync("a second fetch", () => Task.FromResult(publisher.Fetches == 2));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(service, issuer));
        Assert.All(forged, answer => Assert.False(answer.IsCompleted));

        publisher.Hangs.SetException(new HttpRequestException("connection refused"));
        Assert.All(await Task.WhenAll(forged), answer => Assert.Equal(HttpStatusCode.Unauthorized, answer));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(service, new TestTokens()));
        Assert.Equal(2, publisher.Fetches);
    }
}
