using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>
/// One device that is signed in, and the family of refresh tokens that keeps it so. Its id is the <c>sid</c> of its access tokens.
/// </summary>
internal sealed record Session
{
    public required Guid AccountId { get; init; }

    /// <summary>That of the account when it signed in; the session is renewed only while the account still has it.</summary>
    public string SecurityStamp { get; init; } = "";

    /// <summary>How it was signed in to: one of the lists of <see cref="AuthenticationMethods"/>.</summary>
    public IReadOnlyList<string> Methods { get; init; } = AuthenticationMethods.PasswordOnly;

    /// <summary>Made by <see cref="DeviceName.From"/>.</summary>
    public required string Device { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last renewed its access token, which a device in use does every few minutes.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <inheritdoc cref="RefreshToken.FamilyHash"/>
    public required string FamilyHash { get; init; }

    /// <summary><see cref="RefreshToken.SecretHash"/> of the token that is good now.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The same of its parent, which has been spent; unset before the first rotation.</summary>
    public string? ParentHash { get; init; }

    /// <summary>What the good token was derived from its parent with.</summary>
    public string? Salt { get; init; }

    /// <summary>When the parent was spent.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>When it ends unless it is used before: moved on by each use, but not beyond <see cref="EndsAt"/>.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it ends however much it is used.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>When it was ended before its time.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    public static Session Start(
        Document<Account> account,
        IReadOnlyList<string> methods,
        string device,
        RefreshToken token,
        SessionOptions options,
        DateTimeOffset now)
    {
        return new()
        {
            AccountId = account.Id,
            SecurityStamp = account.Body.SecurityStamp,
            Methods = methods,
            Device = device,
            CreatedAt = now,
            LastSeenAt = now,
            FamilyHash = token.FamilyHash,
            TokenHash = token.SecretHash,
            ExpiresAt = now + options.IdleLifetime,
            EndsAt = now + options.AbsoluteLifetime,
        };
    }

    public bool IsActive(DateTimeOffset now) => ExpiresAt > now;

    public Session Rotate(RefreshToken successor, string salt, SessionOptions options, DateTimeOffset now)
    {
        var idleUntil = now + options.IdleLifetime;
        return this with
        {
            LastSeenAt = now,
            TokenHash = successor.SecretHash,
            ParentHash = TokenHash,
            Salt = salt,
            RotatedAt = now,
            ExpiresAt = idleUntil < EndsAt ? idleUntil : EndsAt,
        };
    }

    /// <summary>The same session of nobody: it ends in its time, and until then its tokens are known to be revoked.</summary>
    public Session WithoutOwner() => this with { AccountId = Guid.Empty, Device = "" };

    public Session Revoke(DateTimeOffset now) => this with { RevokedAt = now, ExpiresAt = now };
}
