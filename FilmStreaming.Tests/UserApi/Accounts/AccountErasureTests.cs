using System.Net;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.UserApi.Credentials;
using FilmStreaming.Tests.UserApi.Playback;
using FilmStreaming.Tests.UserApi.ProfileImages;
using FilmStreaming.UserApi.Accounts.Erasure;
using FilmStreaming.UserApi.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Accounts;

/// <summary>Deletes accounts, and looks into every collection for what is left of them.</summary>
public abstract class AccountErasureTests : IAsyncLifetime
{
    private const string Administrator = "root@example.org";

    private readonly TemporaryFolder _folder = new();
    private readonly ShiftedTime _time = new();
    private StoredDocuments _stored = null!;
    private TestUserApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _stored = OpenStored(_folder.FullPath);
        _api = await TestUserApi.StartAsync(
            _folder.FullPath,
            UseTime,
            settings:
            [
                .. _stored.Settings,
                ("FilmStreaming:Administrator:Email", Administrator),
                ("FilmStreaming:Administrator:Password", TestUserApi.Password),
            ]);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _stored.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract StoredDocuments OpenStored(string folder);

    [Fact]
    public async Task DeleteMe_OfAnAccountThatHasUsedEverything_LeavesNoTraceOfIt()
    {
        var viewer = await _api.NewViewerAsync();
        await _api.SignInAgainAsync(viewer.Email);
        await _api.PutImageAsync(viewer.Token, Picture.Encode(64, 64));
        var film = _api.Catalogue.Add("M", 1931).MovieId;
        await _api.PostAsync("/v1/me/history", $$"""{"movieId":"{{film}}"}""", viewer.Token);
        await new Player(_api, viewer, film).ReportAsync("start", 60_000);
        await _api.GetAsync($"/v1/me/playback/{film}", viewer.Token);
        foreach (var list in new[] { "favorites", "watchlist" })
            await _api.SendAsync(HttpMethod.Put, $"/v1/me/{list}/{film}", viewer.Token);
        await _api.SendAsync(HttpMethod.Put, $"/v1/me/ratings/{film}", viewer.Token, """{"value":9}""");
        await _api.SendAsync(HttpMethod.Delete, $"/v1/me/ratings/{film}", viewer.Token);
        await _api.ChangeEmailAsync(viewer, TestUserApi.NewEmail());
        await _api.SendAsync(HttpMethod.Post, "/v1/me/two-factor/authenticator", viewer.Token);
        await _api.PostAsync("/v1/me/two-factor/authenticator/confirm", """{"code":"000000"}""", viewer.Token);
        await _api.SendAsync(
            HttpMethod.Patch,
            $"/v1/users/{viewer.AccountId}",
            (await _api.SignInAgainAsync(Administrator)).Token,
            """{"plan":{"planName":"family","startDate":"2026-01-01"}}""",
            ("If-Match", "*"));
        var used = await _stored.FindAsync(viewer.AccountId);
        Assert.Superset(
            new HashSet<string>
            {
                "accounts", "audit", "lastActivities", "listEntries", "playbackSessions", "plays", "profile-images", "sessions", "watchStates",
            },
            used.ToHashSet());

        Assert.Equal(HttpStatusCode.NoContent, (await _api.DeleteAsync("/v1/me", viewer.Token)).Status);

        (await _api.GetAsync("/v1/me", viewer.Token)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await _api.SignInAsync(viewer.Email)).AssertProblem(HttpStatusCode.Unauthorized, "invalid-credentials");
        await Eventually.BeTrueAsync("All but the erasure going", async () => await _stored.FindAsync(viewer.AccountId) is ["erasures"]);
        _time.Advance(ErasureSweep.Retention + TimeSpan.FromSeconds(1));
        await _api.Services.GetRequiredService<ErasureSweep>().SweepAsync(_time.GetUtcNow(), TestContext.Current.CancellationToken);
        Assert.Empty(await _stored.FindAsync(viewer.AccountId));
    }

    [Fact]
    public async Task DeleteMe_OfOneAccount_LeavesTheOthersAlone()
    {
        var (gone, stays) = (await _api.NewViewerAsync(), await _api.NewViewerAsync());

        await _api.DeleteAsync("/v1/me", gone.Token);

        Assert.Equal(stays.Email, (await _api.GetAsync("/v1/me", stays.Token)).Json.GetProperty("email").GetString());
    }

    [Fact]
    public async Task DeleteMe_ThenSignUp_MakesANewAccountOfTheAddress()
    {
        var gone = await _api.NewViewerAsync();
        await _api.DeleteAsync("/v1/me", gone.Token);

        await _api.SignUpAsync(gone.Email);

        Assert.NotEqual(gone.AccountId, (await _api.SignInAgainAsync(gone.Email)).AccountId);
    }

    [Fact]
    public async Task DeleteMe_FromASessionThatBeganLongAgo_AsksForANewSignIn()
    {
        var viewer = await _api.NewViewerAsync();
        _time.Advance(TimeSpan.FromMinutes(11));
        var renewed = (await _api.RefreshAsync(viewer.RefreshToken)).Json.GetProperty("accessToken").GetString()!;

        var answer = await _api.DeleteAsync("/v1/me", renewed);

        answer.AssertProblem(HttpStatusCode.Unauthorized, "recent-sign-in-required");
        Assert.Equal("Bearer error=\"insufficient_user_authentication\", max_age=\"600\"", answer.Header("WWW-Authenticate"));
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/v1/me", renewed)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.DeleteAsync("/v1/me", (await _api.SignInAgainAsync(viewer.Email)).Token)).Status);
    }

    [Fact]
    public async Task Sweep_OfWhatCameInAfterTheErasure_ErasesItToo()
    {
        var viewer = await _api.NewViewerAsync();
        var deleted = (await _api.Services.GetRequiredService<ISessionStore>().FindAsync(viewer.SessionId, TestContext.Current.CancellationToken))!;
        await _api.DeleteAsync("/v1/me", viewer.Token);
        await Eventually.BeTrueAsync("The event being handled", async () =>
            (await _api.Services.GetRequiredService<IErasureStore>().ListAsync(DateTimeOffset.MaxValue, TestContext.Current.CancellationToken))
                .Any(erasure => erasure.Id == viewer.AccountId));
        await _api.Services.GetRequiredService<ISessionStore>().AddAsync(
            Guid.CreateVersion7(), deleted.Body, TestContext.Current.CancellationToken);
        Assert.Contains("sessions", await _stored.FindAsync(viewer.AccountId));

        _time.Advance(ErasureSweep.Retention + TimeSpan.FromSeconds(1));
        // The sweep passes over an erasure whose event is not yet published.
        await Eventually.BeTrueAsync("The last trace going", async () =>
        {
            await _api.Services.GetRequiredService<ErasureSweep>().SweepAsync(_time.GetUtcNow(), TestContext.Current.CancellationToken);
            return (await _stored.FindAsync(viewer.AccountId)).Count == 0;
        });
    }

    private void UseTime(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(_time);
}

public sealed class EmbeddedAccountErasureTests : AccountErasureTests
{
    private protected override StoredDocuments OpenStored(string folder) => new EmbeddedStoredDocuments(Path.Combine(folder, "userdb.db"));
}

public sealed class MongoAccountErasureTests : AccountErasureTests
{
    private protected override StoredDocuments OpenStored(string folder) => new MongoStoredDocuments();
}
