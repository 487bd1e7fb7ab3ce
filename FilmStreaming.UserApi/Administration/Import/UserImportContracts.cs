using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.UserApi.Administration.Import;

/// <summary>An account of another system. It has no password: its owner chooses one, by a mail that is sent for it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UserImportRow
{
    /// <summary>The address to sign in with, at most 254 characters; upper and lower case are the same.</summary>
    [Required]
    [EmailAddressFormat]
    public string? Email { get; init; }

    /// <summary>Given name, 1 to 100 characters.</summary>
    [Required]
    [StringLength(PersonName.MaxLength)]
    [RegularExpression(PersonName.Pattern, ErrorMessage = PersonName.Error)]
    public string? FirstName { get; init; }

    /// <summary>Family name, 1 to 100 characters.</summary>
    [Required]
    [StringLength(PersonName.MaxLength)]
    [RegularExpression(PersonName.Pattern, ErrorMessage = PersonName.Error)]
    public string? LastName { get; init; }

    /// <summary>A day from 1900-01-01 until today, for example <c>1999-12-31</c>; absent where nobody was asked.</summary>
    [BirthDate]
    public DateOnly? DateOfBirth { get; init; }

    /// <summary><c>female</c>, <c>male</c>, <c>nonBinary</c>, <c>other</c>, or absent.</summary>
    [MinLength(1)]
    [RegularExpression(Genders.Pattern, ErrorMessage = "The field {0} must be female, male, nonBinary or other.")]
    public string? Gender { get; init; }

    /// <summary>What the account prefers; absent for the defaults.</summary>
    public SettingsRequest? Settings { get; init; }

    /// <summary>One to three of <c>viewer</c>, <c>editor</c>, <c>administrator</c>; absent for <c>viewer</c>.</summary>
    [RoleList]
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>What is paid for; absent where nothing is.</summary>
    public UserPlan? Plan { get; init; }

    internal Account ToAccount(DateTimeOffset now) => new()
    {
        Email = Email!,
        NormalizedEmail = EmailAddress.Normalize(Email!),
        SecurityStamp = Account.NewSecurityStamp(),
        FirstName = FirstName!.Trim(),
        LastName = LastName!.Trim(),
        DateOfBirth = DateOfBirth,
        Gender = Gender,
        Settings = (Settings ?? new()).ApplyTo(new()),
        Roles = Roles ?? [ServiceDefaults.Authentication.Roles.Viewer],
        Plan = Plan?.ToAccountPlan(),
        CreatedAt = now,
        UpdatedAt = now,
    };
}

/// <summary>What became of one row.</summary>
/// <param name="Row">Counted from 1; empty lines do not count.</param>
/// <param name="Status">What was done.</param>
/// <param name="Id">The account that has the address, unless the row was rejected.</param>
/// <param name="Reason">Why the row was rejected: the member, and what is wrong with it.</param>
public sealed record UserImportResult(int Row, UserImportStatus Status, Guid? Id = null, string? Reason = null);

/// <summary>What an import does with a row.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UserImportStatus>))]
public enum UserImportStatus
{
    /// <summary>The account is new.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>The address has an account, which is left as it is.</summary>
    [JsonStringEnumMemberName("existing")]
    Existing,

    /// <summary>The row was not taken.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,
}

/// <summary>The last line of the answer. Without it the import was broken off; it may be repeated.</summary>
public sealed record UserImportEnd(UserImportSummary Summary);

/// <summary>How many rows ended how.</summary>
public sealed record UserImportSummary(int Rows, int Created, int Existing, int Rejected);
