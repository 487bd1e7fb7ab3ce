namespace FilmStreaming.UserApi.Accounts;

/// <summary>An account, as its owner sees it.</summary>
/// <param name="Id">The account.</param>
/// <param name="Email">The address it signs in with.</param>
/// <param name="FirstName">Given name.</param>
/// <param name="LastName">Family name.</param>
/// <param name="Roles">What it may do: <c>viewer</c>, <c>editor</c> or <c>administrator</c>, each of which includes those before it.</param>
/// <param name="CreatedAt">When it signed up.</param>
public sealed record AccountResponse(
    Guid Id, string Email, string FirstName, string LastName, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt)
{
    internal static AccountResponse Of(Guid id, Account account) =>
        new(id, account.Email, account.FirstName, account.LastName, account.Roles, account.CreatedAt);
}
