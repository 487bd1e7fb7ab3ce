using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace FilmStreaming.UserApi.TwoFactor;

/// <summary>Whether an account asks for a second factor.</summary>
/// <param name="Enabled">Whether a code of an authenticator app, or a recovery code, is asked for after the password.</param>
/// <param name="Since">Since when; absent where it is not.</param>
/// <param name="RecoveryCodesLeft">How many recovery codes are not spent.</param>
/// <param name="Required">Whether the account's role is to be had with a second factor only.</param>
public sealed record TwoFactorResponse(bool Enabled, DateTimeOffset? Since, int RecoveryCodesLeft, bool Required);

/// <summary>A new key for an authenticator app, shown this once.</summary>
/// <param name="SharedKey">160 bits in base32 (RFC 4648), to be typed into an app that cannot read the QR code.</param>
/// <param name="Uri">The same as an <c>otpauth://totp/</c> URI, to be shown as QR code: SHA-1, six digits, 30 seconds (RFC 6238).</param>
/// <param name="ExpiresAt">Until when its first code is taken.</param>
public sealed record NewAuthenticatorResponse(string SharedKey, string Uri, DateTimeOffset ExpiresAt);

/// <summary>Recovery codes, shown this once. Each signs in once in place of a code of the authenticator app.</summary>
/// <param name="RecoveryCodes">Ten codes of 24 letters and digits in groups of six; hyphens and case do not count.</param>
public sealed record RecoveryCodesResponse(IReadOnlyList<string> RecoveryCodes);

/// <summary>The first code of a new key.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ConfirmAuthenticatorRequest
{
    /// <summary>The six digits that the app shows now.</summary>
    [Required]
    [RegularExpression(SecondFactorRequest.CodePattern, ErrorMessage = SecondFactorRequest.CodeError)]
    public string? Code { get; init; }
}

/// <summary>A second factor: one of the two.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record SecondFactorRequest : IValidatableObject
{
    internal const string CodePattern = "^[0-9]{6}$";
    internal const string CodeError = "The field {0} must be six digits.";

    /// <summary>The six digits that the authenticator app shows now. Each is good once.</summary>
    [RegularExpression(CodePattern, ErrorMessage = CodeError)]
    public string? Code { get; init; }

    /// <summary>One of the recovery codes, at most 64 characters; hyphens, blanks and case do not count. Each is good once.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? RecoveryCode { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Code is null == RecoveryCode is null)
            yield return new("Either code or recoveryCode is needed.", [nameof(Code)]);
    }

    internal PresentedFactor ToPresented() => new(Code, RecoveryCode);
}

/// <summary>The second step of signing in.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SecondFactorSignInRequest : SecondFactorRequest
{
    /// <summary>The <c>ticket</c> that the right password was answered with less than five minutes ago.</summary>
    [Required]
    [StringLength(SecondFactorTickets.MaxLength)]
    public string? Ticket { get; init; }

    /// <inheritdoc cref="Auth.SignInRequest.UseCookie"/>
    public bool UseCookie { get; init; }
}
