using FilmStreaming.Messaging.Broadcasts;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.ServiceDefaults.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Messaging.Revocation;

/// <summary>Tells this replica's validation of access tokens which sessions the User API has revoked.</summary>
internal sealed class RevokedSessionsFeed(RevokedSessions revoked, IRequestClient requests) : IBroadcastHandler<SessionRevocation>
{
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        Guid? after = null;
        do
        {
            var page = await requests.AskAsync(UserRequests.RevokedSessions, new(RevokedSessionsQuery.MaxLimit, after), cancellationToken);
            foreach (var session in page.Sessions)
                revoked.Add(session.SessionId, session.TokensExpireAt);
            after = page.Next;
        }
        while (after is not null);
    }

    public Task HandleAsync(EventContext<SessionRevocation> context, CancellationToken cancellationToken)
    {
        revoked.Add(context.Data.SessionId, context.Data.TokensExpireAt);
        return Task.CompletedTask;
    }
}

/// <summary>Registers <see cref="RevokedSessionsFeed"/>.</summary>
public static class RevocationRegistration
{
    /// <summary>Has access tokens of revoked sessions refused, within seconds, on every replica of the service.</summary>
    public static IServiceCollection AddSessionRevocation(this IServiceCollection services) =>
        services.AddBroadcastHandler<RevokedSessionsFeed, SessionRevocation>(UserEvents.SessionRevoked);
}
