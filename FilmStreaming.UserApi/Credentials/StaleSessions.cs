using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Sessions;
using SessionRevocation = FilmStreaming.UserApi.Sessions.SessionRevocation;

namespace FilmStreaming.UserApi.Credentials;

/// <summary>Ends the sessions that are older than the account's security stamp, after its password, its second factor or what it may do changed.</summary>
internal sealed class StaleSessions(IAccountStore accounts, ISessionStore sessions, SessionRevocation revocation, TimeProvider time)
    : IEventHandler<AccountChange>
{
    public const string Subscription = "userapi.sessions";

    public async Task HandleAsync(EventContext<AccountChange> context, CancellationToken cancellationToken)
    {
        if (ReasonOf(context.Data.Changed) is not { } reason
            || await accounts.FindAsync(context.Data.AccountId, cancellationToken) is not { } account)
        {
            return;
        }

        foreach (var session in await sessions.ListActiveAsync(account.Id, time.GetStoredNow(), cancellationToken))
        {
            if (session.Body.SecurityStamp != account.Body.SecurityStamp)
                await revocation.RevokeAsync(session, reason, cancellationToken);
        }
    }

    private static string? ReasonOf(IReadOnlyList<string> changed) =>
        changed.Contains(AccountParts.Password) ? RevocationReasons.PasswordChanged
        : changed.Contains(AccountParts.SecondFactor) ? RevocationReasons.SecondFactorChanged
        : changed.Contains(AccountParts.Roles) || changed.Contains(AccountParts.Lock) ? RevocationReasons.RightsChanged
        : null;
}
