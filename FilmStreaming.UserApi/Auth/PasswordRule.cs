using System.ComponentModel.DataAnnotations;
using System.Text;

namespace FilmStreaming.UserApi.Auth;

/// <summary>What the service accepts as a password: any characters, and enough of them.</summary>
internal static class PasswordRule
{
    public const int MinLength = 8;
    public const int MaxLength = 128;

    /// <summary>The length in characters as their writer counts them: Unicode code points, not UTF-16 units.</summary>
    public static int LengthOf(string password) => password.EnumerateRunes().Count();

    /// <summary>
    /// The form that is hashed. Keyboards differ in how they compose one and the same character (NIST SP 800-63B, section 3.1.1.2).
    /// </summary>
    public static string Normalize(string password) => password.Normalize(NormalizationForm.FormKC);
}

/// <summary>A password of 8 to 128 characters, of whatever kind.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PasswordLengthAttribute() : ValidationAttribute("The field {0} must have 8 to 128 characters.")
{
    public override bool IsValid(object? value) =>
        value is null || (value is string password && PasswordRule.LengthOf(password) is >= PasswordRule.MinLength and <= PasswordRule.MaxLength);
}
