using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.Versions;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Administration.Audit;
using FilmStreaming.UserApi.Lockout;
using FilmStreaming.UserApi.TwoFactor;
using Microsoft.AspNetCore.Http.HttpResults;
using SessionRevocation = FilmStreaming.UserApi.Sessions.SessionRevocation;

namespace FilmStreaming.UserApi.Administration;

/// <summary>Does what an administrator asks to an account: recorded, never to the last administrator, and with its sessions in step.</summary>
internal sealed class UserActs(
    IAccountStore accounts, AdministratorRoster roster, SessionRevocation sessions, SignInLockout lockout, AuditTrail audit, TimeProvider time)
{
    public static ProblemHttpResult NotFound(Guid id) => Problem.NotFound(ProblemTypes.UserNotFound, $"There is no account {id}.");

    public static ProblemHttpResult LastAdministrator() => Problem.Conflict(
        ProblemTypes.LastAdministrator, "Nobody would be an administrator any more. Make somebody else one first.");

    /// <param name="id">The account.</param>
    /// <param name="act">One of <see cref="AuditActs"/>.</param>
    /// <param name="refuse">
    /// Why the account as it is may not be changed. Null does the act to the account as it is, however often it changes meanwhile.
    /// </param>
    /// <param name="change">Makes the change. Applied to an account that has it already, it changes nothing.</param>
    /// <param name="http">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Results<Ok<UserResponse>, ProblemHttpResult>> DoAsync(
        Guid id,
        string act,
        Func<Document<Account>, ProblemHttpResult?>? refuse,
        Func<Account, UserChange> change,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await accounts.FindAsync(id, cancellationToken) is not { Body.DeletionBegunAt: null } account)
                return NotFound(id);
            if (refuse?.Invoke(account) is { } refusal)
                return refusal;

            var changed = change(account.Body);
            var begun = await audit.BeginAsync(http.User, act, id, changed.Changes, cancellationToken);
            var result = await WriteAsync(account, act, changed, cancellationToken);
            await begun.EndAsync(wasDone: result == RosterWrite.Written);
            switch (result)
            {
                case RosterWrite.Written:
                    return await AnswerAsync(id, http.Response, cancellationToken);
                case RosterWrite.LastAdministrator:
                    return LastAdministrator();
                case RosterWrite.Stale when refuse is not null:
                    return EntityTag.Mismatch();
            }
        }
    }

    private async Task<RosterWrite> WriteAsync(
        Document<Account> account, string act, UserChange change, CancellationToken cancellationToken)
    {
        if (change.Parts is not [])
        {
            var told = AccountEvents.Updated(account.Id, account.Version, time.GetStoredNow(), change.Parts);
            var result = await roster.WriteAsync(account, change.Account, [told], cancellationToken);
            if (result != RosterWrite.Written)
                return result;
        }

        // Also when nothing changed: an act that was interrupted before this is made complete by doing it again. No longer to be
        // given up: the account is written.
        if (change.EndsSessions || change.Account.LockedAt is not null)
            await sessions.RevokeAllAsync(account.Id, except: null, RevocationReasons.RightsChanged, CancellationToken.None);
        if (act == AuditActs.Unlocked)
        {
            await lockout.ClearAsync(account.Body.NormalizedEmail, CancellationToken.None);
            await lockout.ClearAsync(SecondFactorCheck.LockoutOf(account.Id), CancellationToken.None);
        }

        return RosterWrite.Written;
    }

    private async Task<Results<Ok<UserResponse>, ProblemHttpResult>> AnswerAsync(
        Guid id, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(id, cancellationToken) is not { } written)
            return NotFound(id);
        response.SetETag(written.Version);
        return TypedResults.Ok(UserResponse.Of(written));
    }
}
