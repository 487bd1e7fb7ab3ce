using System.Net;
using FilmStreaming.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class RevokedSessionsTests
{
    [Fact]
    public async Task Request_WithATokenOfARevokedSession_IsUnauthorized()
    {
        await using var service = await TestService.StartAsync(
            app => app.MapGet("/", () => Results.Ok()).RequireAuthorization(Policies.Viewer));
        var (revoked, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        service.Services.GetRequiredService<RevokedSessions>().Add(revoked, service.Time.GetUtcNow().AddMinutes(10));

        var refused = await service.GetAsync("/", TokenOf(service, revoked));
        refused.AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.StartsWith("Bearer", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/", TokenOf(service, other))).Status);
    }

    [Fact]
    public void Contains_UntilTheLastTokenHasExpired_IsTrue()
    {
        var time = new FakeTimeProvider();
        var revoked = new RevokedSessions(time);
        var session = Guid.CreateVersion7();
        revoked.Add(session, time.GetUtcNow().AddMinutes(10));

        time.Advance(TimeSpan.FromMinutes(10) + AccessTokenOptions.ClockSkew);
        revoked.Add(Guid.CreateVersion7(), time.GetUtcNow());
        Assert.True(revoked.Contains(session));

        time.Advance(TimeSpan.FromMinutes(1));
        revoked.Add(Guid.CreateVersion7(), time.GetUtcNow());
        Assert.False(revoked.Contains(session));
    }

    private static string TokenOf(TestService service, Guid session)
    {
        var token = service.Tokens.Describe(Guid.CreateVersion7(), Roles.Viewer);
        token.Claims["sid"] = session.ToString();
        return service.Tokens.Sign(token);
    }
}
