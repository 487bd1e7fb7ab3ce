namespace FilmStreaming.UserApi.TwoFactor;

/// <summary>What an account is asked for after its password: a code of an authenticator app, or one of the recovery codes.</summary>
internal sealed record SecondFactor
{
    /// <summary>The key that the app has too, as <see cref="Authenticator"/> protects it.</summary>
    public required string ProtectedKey { get; init; }

    public required DateTimeOffset OnSince { get; init; }

    /// <summary>The time step of the last code that was accepted. Neither it nor an earlier one is accepted again (RFC 6238, section 5.2).</summary>
    public required long LastStep { get; init; }

    /// <summary><see cref="RecoveryCode.Hash"/> of those that are not spent.</summary>
    public required IReadOnlyList<string> RecoveryCodes { get; init; }
}

/// <summary>A key that was shown to the owner of an account, to be the account's once a code shows that an app has it.</summary>
internal sealed record NewAuthenticator
{
    /// <inheritdoc cref="SecondFactor.ProtectedKey"/>
    public required string ProtectedKey { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
