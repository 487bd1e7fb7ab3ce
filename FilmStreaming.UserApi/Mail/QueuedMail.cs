using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.UserApi.Mail;

/// <summary>What a mail is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MailKind>))]
internal enum MailKind
{
    /// <summary>To a new account: show that the address is yours.</summary>
    VerifyEmail,

    /// <summary>To an account whose address was used to sign up, or for another account.</summary>
    AlreadyRegistered,

    ResetPassword,

    /// <summary>To a new address of an account: show that it is yours.</summary>
    ConfirmNewEmail,

    /// <summary>To the address that an account had before.</summary>
    EmailChanged,

    PasswordChanged,

    /// <summary>To an account that was made for its owner: choose a password.</summary>
    ChoosePassword,

    SecondFactorOn,
    SecondFactorOff,

    /// <summary>One was used, or there are new ones.</summary>
    RecoveryCodesChanged,
}

internal static class MailKinds
{
    extension(MailKind kind)
    {
        /// <summary>Whether it tells the owner of a change of how they sign in: it is never one too many.</summary>
        public bool IsNotice => kind is MailKind.EmailChanged or MailKind.PasswordChanged or MailKind.SecondFactorOn
            or MailKind.SecondFactorOff or MailKind.RecoveryCodesChanged;
    }
}

/// <summary>
/// A mail that is to be sent, or was. Whether the address has an account, and with what token, is decided when it is sent: so no
/// token is ever stored or on the broker, and asking for mail costs the same for every address.
/// </summary>
internal sealed record QueuedMail
{
    public required MailKind Kind { get; init; }

    /// <summary>The address; unset once it is done.</summary>
    public string? Recipient { get; init; }

    /// <summary>What mails to one address are counted by; made by <see cref="KeyOf"/>.</summary>
    public required string RecipientKey { get; init; }

    /// <summary>Whose new address it is, for <see cref="MailKind.ConfirmNewEmail"/>; unset once it is done.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>
    /// The <see cref="Account.SecurityStamp"/> of that account when the mail was asked for, without which it is not sent; unset once
    /// it is done.
    /// </summary>
    public string? SecurityStamp { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>When it was sent or dropped.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Set with <see cref="DoneAt"/>: whether it was sent.</summary>
    public bool Sent { get; init; }

    public static QueuedMail To(string recipient, MailKind kind, Document<Account>? account, DateTimeOffset now) => new()
    {
        Kind = kind,
        Recipient = recipient,
        RecipientKey = KeyOf(recipient),
        AccountId = account?.Id,
        SecurityStamp = account?.Body.SecurityStamp,
        QueuedAt = now,
    };

    /// <summary>A hash of the address, so that mails can be counted after the address is gone from them.</summary>
    public static string KeyOf(string recipient) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EmailAddress.Normalize(recipient))).AsSpan(0, 16));

    /// <summary>The same without anything personal, kept for a while so that the event of it may come again.</summary>
    public QueuedMail Finish(bool sent, DateTimeOffset now) =>
        this with { Recipient = null, AccountId = null, SecurityStamp = null, DoneAt = now, Sent = sent };
}
