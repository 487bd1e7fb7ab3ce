using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.UserApi.Auth;

/// <summary>A new account. No other members are accepted: nobody chooses their own roles or plan.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SignUpRequest
{
    /// <summary>The address to sign in with, at most 254 characters; upper and lower case are the same.</summary>
    [Required]
    [EmailAddressFormat]
    public string? Email { get; init; }

    /// <summary>
    /// 8 to 128 characters of any kind. The most common passwords, the e-mail address and the names are refused.
    /// </summary>
    [Required(AllowEmptyStrings = true)]
    [NewPassword]
    public string? Password { get; init; }

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

    /// <summary>A day from 1900-01-01 until today, for example <c>1999-12-31</c>.</summary>
    [Required]
    [BirthDate]
    public DateOnly? DateOfBirth { get; init; }

    /// <summary><c>female</c>, <c>male</c>, <c>nonBinary</c>, <c>other</c>, or absent.</summary>
    [MinLength(1)]
    [RegularExpression(Genders.Pattern, ErrorMessage = "The field {0} must be female, male, nonBinary or other.")]
    public string? Gender { get; init; }

    /// <summary>What the account prefers; absent for the defaults.</summary>
    public SettingsRequest? Settings { get; init; }

    internal Account ToAccount(string passwordHash, DateTimeOffset now) => new()
    {
        Email = Email!,
        NormalizedEmail = EmailAddress.Normalize(Email!),
        PasswordHash = passwordHash,
        SecurityStamp = Account.NewSecurityStamp(),
        FirstName = FirstName!.Trim(),
        LastName = LastName!.Trim(),
        DateOfBirth = DateOfBirth,
        Gender = Gender,
        Settings = (Settings ?? new()).ApplyTo(new()),
        Roles = [ServiceDefaults.Authentication.Roles.Viewer],
        CreatedAt = now,
        UpdatedAt = now,
    };
}

/// <summary>What an account signs in with.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SignInRequest
{
    /// <summary>The account's address, in upper or lower case.</summary>
    [Required]
    [StringLength(254)]
    public string? Email { get; init; }

    /// <summary>The account's password.</summary>
    [Required(AllowEmptyStrings = true)]
    [StringLength(256)]
    public string? Password { get; init; }

    /// <summary>
    /// For browsers: puts the refresh token into a cookie that scripts cannot read, and not into the answer. Needs the header
    /// <c>X-Requested-With</c>.
    /// </summary>
    public bool UseCookie { get; init; }
}
