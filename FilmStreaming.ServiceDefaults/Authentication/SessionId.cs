using System.Security.Claims;

namespace FilmStreaming.ServiceDefaults.Authentication;

/// <summary>Reads the session out of a validated access token.</summary>
public static class SessionId
{
    /// <summary>The session that the token was issued in: its <c>sid</c>; null where it names none.</summary>
    public static Guid? FindSessionId(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue("sid"), out var id) ? id : null;
}
