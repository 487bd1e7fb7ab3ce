using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.UserApi.Administration;

/// <summary>How a write of an account ended that may change who administers.</summary>
internal enum RosterWrite
{
    Written,

    /// <summary>The account has changed since it was read; nothing was written.</summary>
    Stale,

    /// <summary>Nobody else is an administrator who can sign in; nothing was written.</summary>
    LastAdministrator,
}

/// <summary>
/// Writes accounts so that an administrator always remains, on however many replicas acts meet. An account and the
/// <see cref="Roster"/> are two documents, so the order of their writes keeps each member of the roster an administrator:
/// <list type="bullet">
/// <item>Who ceases is read, struck off the roster (which changes its version even if they were not on it), and only then written,
/// from the version that was read.</item>
/// <item>Who is put on the roster: the roster is read, then the account is written, even if as it is, and then the roster, from the
/// version that was read.</item>
/// </list>
/// An account that ceases in between makes one of the two writes of the second fail, or the second makes the first fail. A crash
/// leaves an administrator off the roster, never somebody else on it; when the roster seems to have nobody left, the others are
/// looked for.
/// </summary>
internal sealed class AdministratorRoster(IAccountStore accounts, IRosterStore rosters, TimeProvider time)
{
    /// <param name="account">As it was read.</param>
    /// <param name="changed">As it is to be.</param>
    /// <param name="events">What the change is told with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RosterWrite> WriteAsync(
        Document<Account> account, Account changed, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken)
    {
        if (Administers(account.Body) && !Administers(changed) && !await TryStrikeOffAsync(account.Id, cancellationToken))
            return RosterWrite.LastAdministrator;
        if (!await accounts.TryUpdateAsync(account.Id, account.Version, changed, events, cancellationToken))
            return RosterWrite.Stale;
        if (Administers(changed) && !Administers(account.Body))
            await EnrolAsync(account.Id, cancellationToken);
        return RosterWrite.Written;
    }

    /// <summary>
    /// Begins the deletion of an account: it is no administrator any more, is locked, and stays so. The event of it has the deletion
    /// finished by any replica.
    /// </summary>
    /// <param name="id">The account; one that does not exist, or is being deleted already, is as it should be.</param>
    /// <param name="isWanted">Whether the account, as it is when that is written, is to be deleted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when it is the last administrator, or is not to be deleted.</returns>
    public async Task<bool> TryReleaseAsync(Guid id, Func<Account, bool> isWanted, CancellationToken cancellationToken)
    {
        while (await accounts.FindAsync(id, cancellationToken) is { Body.DeletionBegunAt: null } account)
        {
            if (!isWanted(account.Body))
                return false;
            var now = time.GetStoredNow();
            var released = account.Body with
            {
                Roles = [Roles.Viewer],
                LockedAt = account.Body.LockedAt ?? now,
                SecurityStamp = Account.NewSecurityStamp(),
                DeletionBegunAt = now,
            };
            var told = AccountEvents.Updated(id, account.Version, now, AccountParts.Deletion);
            if (await WriteAsync(account, released, [told], cancellationToken) == RosterWrite.LastAdministrator)
                return false;
        }

        return true;
    }

    private static bool Administers(Account account) => account.LockedAt is null && account.Roles.Contains(Roles.Administrator);

    private async Task<bool> TryStrikeOffAsync(Guid id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (version, roster) = await rosters.ReadAsync(cancellationToken);
            List<Guid> remaining = [.. roster.Members.Where(member => member != id)];
            if (remaining is [] && !await EnrolAnotherAsync(id, cancellationToken))
                return false;
            if (remaining is not [] && await rosters.TryWriteAsync(version, new() { Members = remaining }, cancellationToken))
                return true;
        }
    }

    /// <summary>Puts administrators on the roster that it does not know: those made before there was one, or next to a crash.</summary>
    private async Task<bool> EnrolAnotherAsync(Guid except, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var other in await accounts.ListAdministratorsAsync(cancellationToken))
            any |= other != except && await EnrolAsync(other, cancellationToken);
        return any;
    }

    /// <returns>Whether it is on the roster; an account that administers no more is not put on it.</returns>
    private async Task<bool> EnrolAsync(Guid id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (version, roster) = await rosters.ReadAsync(cancellationToken);
            if (roster.Members.Contains(id))
                return true;
            if (await accounts.FindAsync(id, cancellationToken) is not { } account || !Administers(account.Body))
                return false;
            if (await accounts.TryUpdateAsync(id, account.Version, account.Body, [], cancellationToken)
                && await rosters.TryWriteAsync(version, new() { Members = [.. roster.Members, id] }, cancellationToken))
            {
                return true;
            }
        }
    }
}
