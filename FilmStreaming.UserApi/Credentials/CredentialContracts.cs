using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Auth;

namespace FilmStreaming.UserApi.Credentials;

/// <summary>An address that mail is asked for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MailRequest
{
    /// <summary>The address, at most 254 characters; upper and lower case are the same.</summary>
    [Required]
    [EmailAddressFormat]
    public string? Email { get; init; }
}

/// <summary>What a mail has that verifies an address, and the password of the account that the address is to be verified for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record VerifyEmailRequest
{
    /// <summary>The token of the mail.</summary>
    [Required]
    [StringLength(128)]
    public string? Token { get; init; }

    /// <summary>The account's password.</summary>
    [Required(AllowEmptyStrings = true)]
    [StringLength(256)]
    public string? Password { get; init; }
}

/// <summary>What a mail has that resets a password, and the new password.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResetPasswordRequest
{
    /// <summary>The token of the mail.</summary>
    [Required]
    [StringLength(128)]
    public string? Token { get; init; }

    /// <inheritdoc cref="SignUpRequest.Password"/>
    [Required(AllowEmptyStrings = true)]
    [NewPassword]
    public string? Password { get; init; }
}

/// <summary>A new password, and the present one.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangePasswordRequest
{
    /// <summary>The present password.</summary>
    [Required(AllowEmptyStrings = true)]
    [StringLength(256)]
    public string? CurrentPassword { get; init; }

    /// <inheritdoc cref="SignUpRequest.Password"/>
    [Required(AllowEmptyStrings = true)]
    [NewPassword]
    public string? NewPassword { get; init; }
}

/// <summary>A new address, and the present password.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeEmailRequest
{
    /// <summary>The new address, at most 254 characters.</summary>
    [Required]
    [EmailAddressFormat]
    public string? Email { get; init; }

    /// <summary>The present password.</summary>
    [Required(AllowEmptyStrings = true)]
    [StringLength(256)]
    public string? Password { get; init; }
}
