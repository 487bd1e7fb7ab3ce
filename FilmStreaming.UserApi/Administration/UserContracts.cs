using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.UserApi.Administration;

/// <summary>An account, as an administrator sees it.</summary>
/// <param name="Id">The account.</param>
/// <param name="Email">The address it signs in with.</param>
/// <param name="EmailVerified">Whether its owner showed that the address is theirs.</param>
/// <param name="FirstName">Given name.</param>
/// <param name="LastName">Family name.</param>
/// <param name="Roles">What it may do: <c>viewer</c>, <c>editor</c> or <c>administrator</c>, each of which includes those before it.</param>
/// <param name="Plan">What is paid for; absent where nothing is.</param>
/// <param name="SecondFactor">Whether it asks for a second factor.</param>
/// <param name="LockedAt">Since when it may not sign in; absent where it may.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record UserResponse(
    Guid Id,
    string Email,
    bool EmailVerified,
    string FirstName,
    string LastName,
    IReadOnlyList<string> Roles,
    UserPlan? Plan,
    bool SecondFactor,
    DateTimeOffset? LockedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static UserResponse Of(Document<Account> account) => new(
        account.Id,
        account.Body.Email,
        account.Body.EmailVerifiedAt is not null,
        account.Body.FirstName,
        account.Body.LastName,
        account.Body.Roles,
        UserPlan.Of(account.Body.Plan),
        account.Body.SecondFactor is not null,
        account.Body.LockedAt,
        account.Body.CreatedAt,
        account.Body.UpdatedAt);
}

/// <summary>What an account pays for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UserPlan : IValidatableObject
{
    /// <summary>1 to 50 characters.</summary>
    [Required]
    [StringLength(50)]
    [RegularExpression(PersonName.Pattern, ErrorMessage = PersonName.Error)]
    public string? PlanName { get; init; }

    /// <summary>The first day, for example <c>2026-11-25</c>.</summary>
    [Required]
    public DateOnly? StartDate { get; init; }

    /// <summary>The last day, not before the first; absent where it has none.</summary>
    public DateOnly? ExpiryDate { get; init; }

    /// <summary>Whether it goes on after the last day.</summary>
    public bool AutoRenew { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ExpiryDate < StartDate)
            yield return new("The field expiryDate must not be before startDate.", [nameof(ExpiryDate)]);
    }

    internal static UserPlan? Of(AccountPlan? plan) => plan is null ? null : new()
    {
        PlanName = plan.PlanName,
        StartDate = plan.StartDate,
        ExpiryDate = plan.ExpiryDate,
        AutoRenew = plan.AutoRenew,
    };

    internal AccountPlan ToAccountPlan() => new()
    {
        PlanName = PlanName!.Trim(),
        StartDate = StartDate!.Value,
        ExpiryDate = ExpiryDate,
        AutoRenew = AutoRenew,
    };
}

/// <summary>What an administrator changes of an account (RFC 7396): members that are absent stay as they are.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UserPatch
{
    /// <summary>Given name, 1 to 100 characters.</summary>
    [StringLength(PersonName.MaxLength, MinimumLength = 1)]
    [RegularExpression(PersonName.Pattern, ErrorMessage = PersonName.Error)]
    public string? FirstName { get; init; }

    /// <summary>Family name, 1 to 100 characters.</summary>
    [StringLength(PersonName.MaxLength, MinimumLength = 1)]
    [RegularExpression(PersonName.Pattern, ErrorMessage = PersonName.Error)]
    public string? LastName { get; init; }

    /// <summary>One to three of <c>viewer</c>, <c>editor</c>, <c>administrator</c>. Changing them signs the account out everywhere.</summary>
    [RoleList]
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>The whole plan; null takes it away.</summary>
    public UserPlan? Plan
    {
        get;
        set
        {
            field = value;
            HasPlan = true;
        }
    }

    /// <summary>Whether the plan is named, be it null.</summary>
    internal bool HasPlan { get; private set; }
}

/// <summary>One to three different names of roles.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RoleListAttribute() : ValidationAttribute("The field {0} must have one to three of viewer, editor, administrator.")
{
    private static readonly string[] Known = [Roles.Viewer, Roles.Editor, Roles.Administrator];

    public override bool IsValid(object? value) => value is not IReadOnlyList<string?> roles
        || (roles.Count is > 0 and <= 3 && roles.Distinct().Count() == roles.Count && roles.All(Known.Contains));
}
