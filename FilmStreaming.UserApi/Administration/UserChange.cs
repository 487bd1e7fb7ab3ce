using FilmStreaming.Messaging.Contracts;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Administration.Audit;

namespace FilmStreaming.UserApi.Administration;

/// <summary>What an act of an administrator makes of an account, and what the audit trail says of it.</summary>
/// <param name="Account">As it is to be.</param>
/// <param name="Parts">The <see cref="AccountParts"/> that differ; none where nothing does.</param>
/// <param name="Changes">Each member that differs; without values where these are personal data.</param>
internal sealed record UserChange(Account Account, IReadOnlyList<string> Parts, IReadOnlyList<AuditChange> Changes)
{
    /// <summary>Whether sessions that were begun before have to end: their tokens say what is no longer so.</summary>
    public bool EndsSessions => EndSessions(Parts);

    public static UserChange Patch(Account account, UserPatch patch, DateTimeOffset now)
    {
        var changed = account with
        {
            FirstName = patch.FirstName?.Trim() ?? account.FirstName,
            LastName = patch.LastName?.Trim() ?? account.LastName,
            Roles = patch.Roles ?? account.Roles,
            Plan = patch.HasPlan ? patch.Plan?.ToAccountPlan() : account.Plan,
        };
        return Compare(account, changed, now);
    }

    /// <param name="account">As it is.</param>
    /// <param name="isLocked">Whether it may no longer sign in. One that is locked already stays so, since when it was.</param>
    /// <param name="now">The time.</param>
    public static UserChange Lock(Account account, bool isLocked, DateTimeOffset now) =>
        Compare(account, account with { LockedAt = isLocked ? account.LockedAt ?? now : null }, now);

    public static UserChange RemoveSecondFactor(Account account, DateTimeOffset now) =>
        Compare(account, account with { SecondFactor = null, NewAuthenticator = null }, now);

    private static bool EndSessions(IReadOnlyList<string> parts) =>
        parts.Contains(AccountParts.Roles) || parts.Contains(AccountParts.Lock) || parts.Contains(AccountParts.SecondFactor);

    private static UserChange Compare(Account before, Account after, DateTimeOffset now)
    {
        var changes = new List<AuditChange>();
        var parts = new List<string>();
        if (before.FirstName != after.FirstName)
            Add(AccountParts.Profile, new("firstName"));
        if (before.LastName != after.LastName)
            Add(AccountParts.Profile, new("lastName"));
        if (!before.Roles.SequenceEqual(after.Roles))
            Add(AccountParts.Roles, new("roles", string.Join(' ', before.Roles), string.Join(' ', after.Roles)));
        if (before.Plan != after.Plan)
            Add(AccountParts.Plan, new("plan", Describe(before.Plan), Describe(after.Plan)));
        if (before.LockedAt is null != after.LockedAt is null)
            Add(AccountParts.Lock, new("locked", Describe(before.LockedAt is not null), Describe(after.LockedAt is not null)));
        if (before.SecondFactor is null != after.SecondFactor is null)
            Add(AccountParts.SecondFactor, new("secondFactor", Describe(before.SecondFactor is not null), Describe(after.SecondFactor is not null)));
        if (parts is [])
            return new(before, parts, changes);

        after = after with { UpdatedAt = now };
        if (EndSessions(parts))
            after = after with { SecurityStamp = Account.NewSecurityStamp() };
        return new(after, [.. parts.Distinct()], changes);

        void Add(string part, AuditChange change)
        {
            parts.Add(part);
            changes.Add(change);
        }
    }

    private static string Describe(bool value) => value ? "true" : "false";

    private static string? Describe(AccountPlan? plan) => plan is null
        ? null
        : $"{plan.PlanName} {plan.StartDate:yyyy-MM-dd}/{plan.ExpiryDate:yyyy-MM-dd} autoRenew={Describe(plan.AutoRenew)}";
}
