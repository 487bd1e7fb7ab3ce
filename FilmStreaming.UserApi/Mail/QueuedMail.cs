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

        /// <summary>What it is counted as: a sign-up brings either of two, and nobody is to learn which by their number.</summary>
        public MailKind CountedAs => kind == MailKind.AlreadyRegistered ? MailKind.VerifyEmail : kind;
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

    /// <summary>Whose new address it is, for <see cref="MailKind.ConfirmNewEmail"/>; unset once it is done.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>
    /// The <see cref="Account.SecurityStamp"/> and <see cref="Account.NormalizedEmail"/> of that account when the mail was asked for,
    /// without which it is not sent; unset once it is done.
    /// </summary>
    public string? SecurityStamp { get; init; }

    /// <inheritdoc cref="SecurityStamp"/>
    public string? FormerEmail { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>When it was sent or dropped.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    public static QueuedMail To(string recipient, MailKind kind, Document<Account>? account, DateTimeOffset now) => new()
    {
        Kind = kind,
        Recipient = recipient,
        AccountId = account?.Id,
        SecurityStamp = account?.Body.SecurityStamp,
        FormerEmail = account?.Body.NormalizedEmail,
        QueuedAt = now,
    };

    /// <summary>Whether an account is as it was when the mail was asked for.</summary>
    public bool IsFor(Account account) => account.SecurityStamp == SecurityStamp && account.NormalizedEmail == FormerEmail;

    /// <summary>The same without anything personal, kept for a while so that the event of it may come again.</summary>
    public QueuedMail Finish(DateTimeOffset now) =>
        this with { Recipient = null, AccountId = null, SecurityStamp = null, FormerEmail = null, DoneAt = now };
}
