using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Microsoft.AspNetCore.Identity;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>What the service accepts as an e-mail address.</summary>
internal static class EmailAddress
{
    /// <summary>The longest address that a mail server takes (RFC 5321, section 4.5.3.1), in characters.</summary>
    public const int MaxLength = 254;

    private static readonly UpperInvariantLookupNormalizer Normalizer = new();

    /// <summary>The form in which addresses are compared: without regard to case, and in one Unicode form.</summary>
    public static string Normalize(string email) => Normalizer.NormalizeEmail(email);

    public static bool IsValid(string email) =>
        email.Length <= MaxLength
        && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c))
        && MailAddress.TryCreate(email, out var parsed)
        && parsed.Address == email;
}

/// <summary>An e-mail address of at most 254 characters, without a display name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EmailAddressFormatAttribute() : ValidationAttribute("The field {0} must be an e-mail address of at most 254 characters.")
{
    public override bool IsValid(object? value) => value is null || (value is string email && EmailAddress.IsValid(email));
}
