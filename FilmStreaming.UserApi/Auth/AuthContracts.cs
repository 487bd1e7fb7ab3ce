using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.UserApi.Auth;

/// <summary>A new account. No other members are accepted: nobody chooses their own roles.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SignUpRequest
{
    /// <summary>The address to sign in with, at most 254 characters; upper and lower case are the same.</summary>
    [Required]
    [EmailAddressFormat]
    public string? Email { get; init; }

    /// <summary>8 to 128 characters of any kind.</summary>
    [Required(AllowEmptyStrings = true)]
    [PasswordLength]
    public string? Password { get; init; }

    /// <summary>Given name, 1 to 100 characters.</summary>
    [Required]
    [StringLength(100)]
    [RegularExpression(NamePattern, ErrorMessage = NameError)]
    public string? FirstName { get; init; }

    /// <summary>Family name, 1 to 100 characters.</summary>
    [Required]
    [StringLength(100)]
    [RegularExpression(NamePattern, ErrorMessage = NameError)]
    public string? LastName { get; init; }

    private const string NamePattern = @"^\P{Cc}*$";
    private const string NameError = "The field {0} must not contain control characters.";
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
