using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.UserApi.Tokens;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>Tells replicas that begin to listen which sessions were revoked before, while any access token of them still counts.</summary>
internal sealed class RevokedSessionsHandler(ISessionStore sessions, IOptions<TokenOptions> tokens, TimeProvider time)
    : IRequestHandler<RevokedSessionsQuery, RevokedSessionsPage>
{
    public async Task<RevokedSessionsPage> HandleAsync(RevokedSessionsQuery request, CancellationToken cancellationToken)
    {
        var lifetime = tokens.Value.AccessTokenLifetime;
        var since = time.GetUtcNow() - lifetime - AccessTokenOptions.ClockSkew;
        var limit = Math.Clamp(request.Limit, 1, RevokedSessionsQuery.MaxLimit);
        var revoked = await sessions.ListRevokedAsync(since, request.After, limit, cancellationToken);
        return new(
            [.. revoked.Select(session => new RevokedSession(session.Id, session.Body.RevokedAt!.Value + lifetime))],
            revoked.Count < limit ? null : revoked[^1].Id);
    }
}
