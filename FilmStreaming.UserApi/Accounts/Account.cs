namespace FilmStreaming.UserApi.Accounts;

/// <summary>A person who signs in.</summary>
internal sealed record Account
{
    /// <summary>As its owner wrote it.</summary>
    public required string Email { get; init; }

    /// <summary>The form in which an address is unique; made by <see cref="EmailAddress.Normalize"/>.</summary>
    public required string NormalizedEmail { get; init; }

    /// <summary>As <see cref="Auth.PasswordHashing"/> made it.</summary>
    public required string PasswordHash { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    /// <summary>Names of <see cref="ServiceDefaults.Authentication.Roles"/>.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
