using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>The account that is created at start, so that somebody can give the others their roles.</summary>
public sealed class AdministratorOptions : IValidatableObject
{
    public const string Section = "FilmStreaming:Administrator";

    private const int MinPasswordLength = 12;
    private const int MinDistinctCharacters = 6;

    /// <summary>The address the administrator signs in with.</summary>
    public string Email { get; set; } = "admin@filmstreaming.local";

    /// <summary>
    /// 12 to 128 characters, at least 6 of them different. Only used while the address has no account; unset creates no
    /// administrator, unless <see cref="GeneratePassword"/>.
    /// </summary>
    public string? Password { get; set; }

    /// <summary>
    /// Whether an administrator with a random password is created, and the password shown once, where none is configured and
    /// there is no administrator yet. Default: only in the Development environment.
    /// </summary>
    public bool? GeneratePassword { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!EmailAddress.IsValid(Email))
            yield return new($"{Section}:{nameof(Email)} is not an e-mail address.", [nameof(Email)]);
        if (!string.IsNullOrEmpty(Password) && !IsStrong(Password))
        {
            yield return new(
                $"{Section}:{nameof(Password)} is too weak: it needs {MinPasswordLength} to {Auth.PasswordRule.MaxLength} characters,"
                    + $" at least {MinDistinctCharacters} of them different, and must not be the e-mail address or a common password.",
                [nameof(Password)]);
        }
    }

    private bool IsStrong(string password) =>
        Auth.PasswordRule.LengthOf(password) is >= MinPasswordLength and <= Auth.PasswordRule.MaxLength
        && password.EnumerateRunes().Distinct().Count() >= MinDistinctCharacters
        && !Auth.CommonPasswords.Contains(password)
        && !Auth.PasswordRule.IsPersonal(password, Email, "", "");
}
