using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;

namespace FilmStreaming.Messaging.Contracts;

/// <summary>A session ended before its time; its access tokens are to be refused.</summary>
/// <param name="SessionId">The <c>sid</c> of its access tokens.</param>
/// <param name="AccountId">Whose session it was.</param>
/// <param name="Reason">One of <see cref="RevocationReasons"/>; readers let reasons pass that they do not know.</param>
/// <param name="TokensExpireAt">When the last of its access tokens expires by itself.</param>
public sealed record SessionRevocation(Guid SessionId, Guid AccountId, string Reason, DateTimeOffset TokensExpireAt);

/// <summary>Why sessions are revoked.</summary>
public static class RevocationReasons
{
    /// <summary>Signed out on the device itself.</summary>
    public const string SignedOut = "signed-out";

    /// <summary>Ended by the owner from another device.</summary>
    public const string EndedByOwner = "ended-by-owner";

    /// <summary>Ended by an administrator, who let the account sign in again.</summary>
    public const string EndedByAdministrator = "ended-by-administrator";

    /// <summary>Its device signed in again, which began another.</summary>
    public const string SignedInAgain = "signed-in-again";

    /// <summary>A refresh token was used again after it had been replaced: one of two who have it stole it.</summary>
    public const string TokenReused = "token-reused";

    /// <summary>The account had too many sessions, and this was the one seen longest ago.</summary>
    public const string TooManySessions = "too-many-sessions";

    /// <summary>The account's password was changed, or reset by mail.</summary>
    public const string PasswordChanged = "password-changed";

    /// <summary>The account began or ceased to ask for a second factor, or asks for another.</summary>
    public const string SecondFactorChanged = "second-factor-changed";

    /// <summary>An administrator changed what the account may do, locked it, or removed its second factor.</summary>
    public const string RightsChanged = "rights-changed";

    /// <summary>The account is gone.</summary>
    public const string AccountGone = "account-gone";
}

/// <summary>An account was made.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Version">Always 1.</param>
public sealed record AccountCreation(Guid AccountId, long Version);

/// <summary>An account was changed. What it is now is asked of the User API: no event carries personal data.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Version">Grows with each change, not always by one.</param>
/// <param name="Changed">Some of <see cref="AccountParts"/>; readers let names pass that they do not know.</param>
public sealed record AccountChange(Guid AccountId, long Version, IReadOnlyList<string> Changed);

/// <summary>An account was deleted; whoever keeps anything of it deletes that too.</summary>
/// <inheritdoc cref="AccountChange"/>
public sealed record AccountRemoval(Guid AccountId, long Version);

/// <summary>A mail is to be sent. To whom and about what is in the User API's database only.</summary>
/// <param name="MailId">The mail.</param>
public sealed record MailQueued(Guid MailId);

/// <summary>The parts of an account that events name.</summary>
public static class AccountParts
{
    /// <summary>The address, or that it was verified.</summary>
    public const string Email = "email";

    public const string Password = "password";

    /// <summary>Whether a second factor is asked for, or which.</summary>
    public const string SecondFactor = "secondFactor";

    /// <summary>Recovery codes: new ones, or one was used.</summary>
    public const string RecoveryCodes = "recoveryCodes";

    /// <summary>Names, date of birth, gender.</summary>
    public const string Profile = "profile";

    public const string Settings = "settings";
    public const string Image = "image";
    public const string Roles = "roles";
    public const string Plan = "plan";

    /// <summary>Whether an administrator keeps it from signing in.</summary>
    public const string Lock = "lock";

    /// <summary>Its deletion was begun; <see cref="UserEvents.AccountDeleted"/> follows.</summary>
    public const string Deletion = "deletion";
}

/// <summary>Which sessions were revoked while some of their access tokens have still to expire?</summary>
/// <param name="Limit">How many on a page at most, 1 to 4,000.</param>
/// <param name="After">The <c>next</c> of the page before; null for the first page.</param>
public sealed record RevokedSessionsQuery(int Limit, Guid? After = null)
{
    /// <summary>About 500 kB, half of what a message may have.</summary>
    public const int MaxLimit = 4000;
}

/// <param name="Sessions">By id.</param>
/// <param name="Next">What to ask for next; null on the last page.</param>
public sealed record RevokedSessionsPage(IReadOnlyList<RevokedSession> Sessions, Guid? Next = null);

/// <inheritdoc cref="SessionRevocation"/>
public sealed record RevokedSession(Guid SessionId, DateTimeOffset TokensExpireAt);

/// <summary>The events that the User API publishes.</summary>
public static class UserEvents
{
    private const string Source = "/userapi";

    public static readonly EventContract<AccountCreation> AccountRegistered =
        new("user.account.registered.v1", Source, MessageJsonContext.Default.AccountCreation);

    public static readonly EventContract<AccountChange> AccountUpdated =
        new("user.account.updated.v1", Source, MessageJsonContext.Default.AccountChange);

    public static readonly EventContract<AccountRemoval> AccountDeleted =
        new("user.account.deleted.v1", Source, MessageJsonContext.Default.AccountRemoval);

    public static readonly EventContract<MailQueued> MailQueued =
        new("user.mail.queued.v1", Source, MessageJsonContext.Default.MailQueued);

    /// <summary>The same of one of many mails, as those of an import are. They have a queue of their own, so that no other waits for them.</summary>
    public static readonly EventContract<MailQueued> BulkMailQueued =
        new("user.mail.bulk-queued.v1", Source, MessageJsonContext.Default.MailQueued);

    public static readonly EventContract<SessionRevocation> SessionRevoked =
        new("user.session.revoked.v1", Source, MessageJsonContext.Default.SessionRevocation);
}

/// <summary>The requests that the User API answers.</summary>
public static class UserRequests
{
    public static readonly RequestContract<RevokedSessionsQuery, RevokedSessionsPage> RevokedSessions = new(
        "user.revoked-sessions",
        MessageJsonContext.Default.RevokedSessionsQuery,
        MessageJsonContext.Default.RevokedSessionsPage,
        TimeSpan.FromSeconds(2));
}
