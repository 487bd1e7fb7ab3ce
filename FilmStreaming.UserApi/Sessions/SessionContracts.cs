using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>The tokens of a session.</summary>
/// <param name="AccessToken">Goes into the header <c>Authorization: Bearer</c> (RFC 6750). A JWT of RFC 9068, opaque to clients.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">How long the access token is valid, in seconds.</param>
/// <param name="AccountId">The account.</param>
/// <param name="SessionId">The session.</param>
/// <param name="RefreshToken">Gives the next tokens, once; absent when it is in the cookie.</param>
/// <param name="RefreshExpiresIn">How long the refresh token is valid, in seconds.</param>
/// <param name="SecondFactorNeeded">
/// Whether the account has a role that is to be had with a second factor only, and the session is without. Until it has one, by
/// <c>/v1/me/two-factor/authenticator</c>, the access token has the highest role that needs none.
/// </param>
public sealed record TokenResponse(
    string AccessToken,
    string TokenType,
    int ExpiresIn,
    Guid AccountId,
    Guid SessionId,
    string? RefreshToken,
    int RefreshExpiresIn,
    bool SecondFactorNeeded);

/// <summary>A refresh token, where it is not in the cookie.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RefreshRequest
{
    /// <summary>The <c>refreshToken</c> of the answer before, at most 256 characters. Absent: that in the cookie.</summary>
    [StringLength(256)]
    public string? RefreshToken { get; init; }
}

/// <summary>A device that is signed in to the account.</summary>
/// <param name="Id">The session.</param>
/// <param name="Device">What the device called itself at sign-in (<c>User-Agent</c>), at most 120 characters. Nothing proves it.</param>
/// <param name="CreatedAt">When it signed in.</param>
/// <param name="LastSeenAt">When it last renewed its tokens; a device in use does so every few minutes.</param>
/// <param name="ExpiresAt">When it ends unless it is used before.</param>
/// <param name="Current">Whether it is the one that asks.</param>
public sealed record SessionResponse(
    Guid Id, string Device, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, bool Current)
{
    internal static SessionResponse Of(Document<Session> session, Guid? current) => new(
        session.Id, session.Body.Device, session.Body.CreatedAt, session.Body.LastSeenAt, session.Body.ExpiresAt, session.Id == current);
}
