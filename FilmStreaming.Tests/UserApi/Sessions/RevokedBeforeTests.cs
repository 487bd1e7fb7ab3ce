using System.Net;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.UserApi.Sessions;

/// <summary>What a replica that starts later learns of sessions that were revoked before.</summary>
public sealed class RevokedBeforeTests
{
    [Fact]
    public async Task Start_AfterARevocation_RefusesTheAccessToken()
    {
        using var folder = new TemporaryFolder();
        SignedIn viewer;
        await using (var first = await TestUserApi.StartAsync(folder.FullPath))
        {
            viewer = await first.NewViewerAsync();
            await first.SignOutAsync(viewer.RefreshToken);
        }

        await using var second = await TestUserApi.StartAsync(folder.FullPath);

        await Eventually.GetAsync(
            "the refusal", () => second.GetAsync("/v1/me", viewer.Token), answer => answer.Status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Ask_ForRevokedSessions_HasThemUntilTheirTokensHaveExpired_AndTheyAreRemovedLater()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var api = await TestUserApi.StartAsync(folder.FullPath, builder => builder.Services.AddSingleton<TimeProvider>(time));
        var viewer = await api.NewViewerAsync();
        await api.SignOutAsync(viewer.RefreshToken);

        Assert.Equal([viewer.SessionId], await AskAsync(api));
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal([viewer.SessionId], await AskAsync(api));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(await AskAsync(api));

        var sessions = api.Services.GetRequiredService<ISessionStore>();
        await Eventually.BeTrueAsync("the removal", async () =>
        {
            time.Advance(TimeSpan.FromHours(1));
            return await sessions.FindAsync(viewer.SessionId, TestContext.Current.CancellationToken) is null;
        });
    }

    private static async Task<IEnumerable<Guid>> AskAsync(TestUserApi api)
    {
        var page = await api.Services.GetRequiredService<IRequestClient>()
            .AskAsync(UserRequests.RevokedSessions, new(RevokedSessionsQuery.MaxLimit), TestContext.Current.CancellationToken);
        return page.Sessions.Select(session => session.SessionId);
    }
}
