using System.ComponentModel.DataAnnotations;
using System.Text;

namespace FilmStreaming.UserApi.Auth;

/// <summary>What the service accepts as a password: any characters, enough of them, and nothing that is guessed first.</summary>
internal static class PasswordRule
{
    public const int MinLength = 8;
    public const int MaxLength = 128;

    /// <summary>Why a password of its own account is refused; see <see cref="IsPersonal"/>.</summary>
    public const string PersonalError = "The password must not be the e-mail address, a name, or a repetition of them.";

    private const string ProductName = "filmstreaming";

    /// <summary>The length in characters as their writer counts them: Unicode code points, not UTF-16 units.</summary>
    public static int LengthOf(string password) => password.EnumerateRunes().Count();

    /// <summary>
    /// The form that is hashed. Keyboards differ in how they compose one and the same character (NIST SP 800-63B, section 3.1.1.2).
    /// </summary>
    public static string Normalize(string password) => password.Normalize(NormalizationForm.FormKC);

    /// <summary>Whether a password is only what everybody knows of its owner: letters and digits of their address and names.</summary>
    public static bool IsPersonal(string password, string email, string firstName, string lastName)
    {
        string[] known = [email, email.Split('@')[0], firstName, lastName, ProductName];
        var rest = Bare(password);
        if (rest.Length == 0)
            return false;
        foreach (var word in known.Select(Bare).Where(word => word.Length > 0).OrderByDescending(word => word.Length))
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        return rest.Length == 0;
    }

    private static string Bare(string text) => string.Concat(CommonPasswords.Fold(text).EnumerateRunes().Where(Rune.IsLetterOrDigit));
}

/// <summary>A password of 8 to 128 characters, of whatever kind, that is not among the most common.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NewPasswordAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (value is not string password)
            return ValidationResult.Success;
        if (PasswordRule.LengthOf(password) is < PasswordRule.MinLength or > PasswordRule.MaxLength)
            return Refuse("must have 8 to 128 characters.");
        return CommonPasswords.Contains(password) ? Refuse("is one of the most common passwords.") : ValidationResult.Success;

        ValidationResult Refuse(string error) => new($"The field {validationContext.DisplayName} {error}", [validationContext.MemberName!]);
    }
}
