using FilmStreaming.UserApi.ProfileImages;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>An account, as its owner sees it.</summary>
public sealed record AccountResponse
{
    public required Guid Id { get; init; }

    /// <summary>The address it signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>Whether its owner showed that the address is theirs.</summary>
    public required bool EmailVerified { get; init; }

    /// <summary>Given name.</summary>
    public required string FirstName { get; init; }

    /// <summary>Family name.</summary>
    public required string LastName { get; init; }

    /// <summary>Absent where nobody was asked, as for the first administrator.</summary>
    public DateOnly? DateOfBirth { get; init; }

    /// <summary><c>female</c>, <c>male</c>, <c>nonBinary</c>, <c>other</c>; absent where it was not told.</summary>
    public string? Gender { get; init; }

    /// <summary>What it prefers.</summary>
    public required SettingsResponse Settings { get; init; }

    /// <summary>What it may do: <c>viewer</c>, <c>editor</c> or <c>administrator</c>, each of which includes those before it.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What is paid for; absent where nothing is.</summary>
    public PlanResponse? Plan { get; init; }

    /// <summary>Its picture; absent where it has none.</summary>
    public ImageUrls? Image { get; init; }

    /// <summary>When it signed up.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static AccountResponse Of(Guid id, Account account) => new()
    {
        Id = id,
        Email = account.Email,
        EmailVerified = account.EmailVerifiedAt is not null,
        FirstName = account.FirstName,
        LastName = account.LastName,
        DateOfBirth = account.DateOfBirth,
        Gender = account.Gender,
        Settings = SettingsResponse.Of(account.Settings),
        Roles = account.Roles,
        Plan = account.Plan is { } plan ? PlanResponse.Of(plan) : null,
        Image = account.ImageId is { } image ? ImageUrls.Of(image) : null,
        CreatedAt = account.CreatedAt,
        UpdatedAt = account.UpdatedAt,
    };
}

/// <summary>What an account prefers.</summary>
/// <param name="Language">A language tag of BCP 47, for example <c>pt-BR</c>.</param>
/// <param name="PreferredGenres">The genres it likes.</param>
/// <param name="Notifications">Whether news of films is wanted by mail.</param>
public sealed record SettingsResponse(string Language, IReadOnlyList<string> PreferredGenres, bool Notifications)
{
    internal static SettingsResponse Of(AccountSettings settings) =>
        new(settings.Language, settings.PreferredGenres, settings.Notifications);
}

/// <summary>What an account pays for.</summary>
/// <param name="PlanName">Its name.</param>
/// <param name="StartDate">The first day.</param>
/// <param name="ExpiryDate">The last day; absent where it has none.</param>
/// <param name="AutoRenew">Whether it goes on after the last day.</param>
public sealed record PlanResponse(string PlanName, DateOnly StartDate, DateOnly? ExpiryDate, bool AutoRenew)
{
    internal static PlanResponse Of(AccountPlan plan) => new(plan.PlanName, plan.StartDate, plan.ExpiryDate, plan.AutoRenew);
}
