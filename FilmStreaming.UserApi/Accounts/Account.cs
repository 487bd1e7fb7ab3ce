using System.Security.Cryptography;
using FilmStreaming.UserApi.Credentials;
using FilmStreaming.UserApi.TwoFactor;
using MongoDB.Bson.Serialization.Attributes;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>A person who signs in.</summary>
internal sealed record Account
{
    /// <summary>As its owner wrote it.</summary>
    public required string Email { get; init; }

    /// <summary>The form in which an address is unique; made by <see cref="EmailAddress.Normalize"/>.</summary>
    public required string NormalizedEmail { get; init; }

    /// <summary>When its owner showed that the address is theirs; unset until then.</summary>
    public DateTimeOffset? EmailVerifiedAt { get; init; }

    /// <summary>As <see cref="Auth.PasswordHashing"/> made it; unset in an imported account until its owner chooses a password.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>
    /// Changes with everything that must end the sessions begun before: each session has the one of its sign-in, and is renewed only
    /// while the account has the same. Made by <see cref="NewSecurityStamp"/>.
    /// </summary>
    public string SecurityStamp { get; init; } = "";

    /// <summary>What is asked for after the password; unset while nothing is.</summary>
    public SecondFactor? SecondFactor { get; init; }

    /// <summary>A key that waits for its first code; unset where none does.</summary>
    public NewAuthenticator? NewAuthenticator { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    /// <summary>What both names are searched by; written with them, and never read back.</summary>
    [BsonElement]
    public IReadOnlyList<string> NameKeys => Accounts.NameKeys.Of($"{FirstName} {LastName}");

    /// <summary>Unset where nobody was asked, as for the first administrator.</summary>
    public DateOnly? DateOfBirth { get; init; }

    /// <summary>One of <see cref="Genders"/>; unset where it was not told.</summary>
    public string? Gender { get; init; }

    public AccountSettings Settings { get; init; } = new();

    /// <summary>Names of <see cref="ServiceDefaults.Authentication.Roles"/>.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What is paid for; unset where nothing is.</summary>
    public AccountPlan? Plan { get; init; }

    /// <summary>Since when an administrator keeps it from signing in; unset while none does.</summary>
    public DateTimeOffset? LockedAt { get; init; }

    /// <summary>
    /// When its deletion was begun; unset before. It is locked from then on, and nothing is done to it but to erase it.
    /// </summary>
    public DateTimeOffset? DeletionBegunAt { get; init; }

    /// <summary>The profile image that is shown; unset where there is none.</summary>
    public Guid? ImageId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What its owner was sent by mail and may still use.</summary>
    public IReadOnlyList<StoredToken> Tokens { get; init; } = [];

    /// <summary>The addresses before the last changes, until they were told of that.</summary>
    public IReadOnlyList<string> PreviousEmails { get; init; } = [];

    /// <summary>When its owner or an administrator last changed it.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// Whether nobody has shown that the address is theirs, and no administrator has had a hand in it. Whoever signed up may not be the
    /// owner of the address: where addresses have to be verified, it is worth nothing yet.
    /// </summary>
    public bool IsUnclaimed => EmailVerifiedAt is null && PasswordHash is not null && LockedAt is null && Plan is null
        && ImageId is null && Roles is [ServiceDefaults.Authentication.Roles.Viewer];

    public static string NewSecurityStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>What an account prefers.</summary>
internal sealed record AccountSettings
{
    public const string DefaultLanguage = "en";

    /// <summary>A BCP 47 tag, written as <see cref="LanguageTag.Canonicalize"/> does.</summary>
    public string Language { get; init; } = DefaultLanguage;

    public IReadOnlyList<string> PreferredGenres { get; init; } = [];

    /// <summary>Whether news of films is wanted by mail. Mail about the account itself is always sent.</summary>
    public bool Notifications { get; init; }
}

/// <summary>What an account pays for.</summary>
internal sealed record AccountPlan
{
    public required string PlanName { get; init; }

    public required DateOnly StartDate { get; init; }

    /// <summary>The last day; unset where it has none.</summary>
    public DateOnly? ExpiryDate { get; init; }

    public bool AutoRenew { get; init; }
}

/// <summary>What an account may say of its owner's gender; or nothing.</summary>
internal static class Genders
{
    public const string Pattern = "^(female|male|nonBinary|other)$";
}
