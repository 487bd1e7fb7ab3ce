using System.Security.Claims;

namespace FilmStreaming.ServiceDefaults.Authentication;

/// <summary>Reads the account out of a validated access token.</summary>
public static class AccountId
{
    /// <summary>The account that the request acts for: the token's <c>sub</c>.</summary>
    /// <exception cref="InvalidOperationException">The request has no validated token: its route does not ask for one.</exception>
    public static Guid GetAccountId(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue("sub"), out var id)
            ? id
            : throw new InvalidOperationException("No authenticated account; the route is missing RequireAuthorization.");
}
