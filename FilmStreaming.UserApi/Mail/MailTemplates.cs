using System.Net;
using System.Text;

namespace FilmStreaming.UserApi.Mail;

/// <summary>What a mail says.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">As plain text.</param>
/// <param name="Html">The same as HTML.</param>
internal sealed record MailContent(string Subject, string Text, string Html);

/// <summary>
/// The texts of mails, in English. None has anything in it that somebody else could have written, such as a name: mail to a
/// stranger's address would carry whatever its sender liked.
/// </summary>
internal static class MailTemplates
{
    private const string NotYou = "If this was not you, ignore this mail: nothing happens.";

    /// <param name="kind">What it is about.</param>
    /// <param name="linkBase">As <see cref="MailOptions.LinkBase"/>.</param>
    /// <param name="token">What the reader shows to have read it; for the kinds that have one.</param>
    /// <param name="lifetime">How long the token is good.</param>
    public static MailContent Write(MailKind kind, Uri? linkBase, string? token = null, TimeSpan lifetime = default)
    {
        var (subject, before, page, after) = TextsOf(kind);
        if (token is null)
            return Layout(subject, before, after);

        var shown = linkBase is null ? token : $"{linkBase.AbsoluteUri.TrimEnd('/')}/{page}#token={token}";
        return Layout(subject, before, shown, $"This works once, within {HoursOf(lifetime)}.", after);
    }

    private static MailContent Layout(string subject, params string[] paragraphs)
    {
        var text = new StringBuilder();
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>")
            .Append(WebUtility.HtmlEncode(subject)).Append("</title><body>");
        foreach (var paragraph in paragraphs)
        {
            var encoded = WebUtility.HtmlEncode(paragraph);
            text.Append(paragraph).Append("\n\n");
            html.Append("<p>").Append(IsLink(paragraph) ? $"<a href=\"{encoded}\">{encoded}</a>" : encoded).Append("</p>\n");
        }

        return new(subject, text.ToString(), html.Append("</body></html>\n").ToString());
    }

    private static bool IsLink(string paragraph) => paragraph.StartsWith("http", StringComparison.Ordinal);

    private static string HoursOf(TimeSpan lifetime) => lifetime >= TimeSpan.FromHours(2)
        ? $"{(int)lifetime.TotalHours} hours"
        : $"{(int)lifetime.TotalMinutes} minutes";

    private static (string Subject, string Before, string Page, string After) TextsOf(MailKind kind) => kind switch
    {
        MailKind.VerifyEmail => (
            "Verify your e-mail address",
            "Somebody signed up with this address. Show that it is yours with this, and with the password that you chose:",
            "verify-email",
            "If it was you and the password is not taken, somebody else had signed up before you: reset it, and the account is yours. "
                + "If it was not you, ignore this mail: nothing happens."),
        MailKind.ChoosePassword => (
            "Choose a password",
            "An account was made for you with this address. Choose a password for it with this:",
            "reset-password",
            "After that time, ask for another mail as if you had forgotten the password. If you do not want the account, ignore this mail."),
        MailKind.AlreadyRegistered => (
            "You already have an account",
            "Somebody entered this address for a new account, or for another one. It has an account already: yours.",
            "",
            "If it was you, sign in, or reset the password if you do not know it any more. If not, ignore this mail: nothing happens."),
        MailKind.ResetPassword => (
            "Reset your password",
            "Somebody asked to reset the password of your account. Choose a new one with this:",
            "reset-password",
            NotYou),
        MailKind.ConfirmNewEmail => (
            "Confirm your new e-mail address",
            "Somebody entered this address for an account. Show that it is yours with this, and with the password of the account:",
            "verify-email",
            NotYou),
        MailKind.EmailChanged => (
            "Your e-mail address was changed",
            "Your account has another e-mail address now, and this one is no longer used.",
            "",
            "If this was not you, somebody else has your password. Write to us at once."),
        MailKind.PasswordChanged => (
            "Your password was changed",
            "The password of your account was changed, and your other devices were signed out.",
            "",
            "If this was not you, reset your password now."),
        MailKind.SecondFactorOn => (
            "Signing in takes a second step now",
            "Your account asks for a code of your authenticator app after the password. Your other devices were signed out.",
            "",
            "If this was not you, somebody else has your password. Write to us at once."),
        MailKind.SecondFactorOff => (
            "Signing in takes no second step any more",
            "Your account asks for its password only, and no code of an authenticator app. Your other devices were signed out.",
            "",
            "If this was not you, reset your password now, and ask for codes again."),
        MailKind.RecoveryCodesChanged => (
            "A recovery code was used, or you have new ones",
            "Somebody signed in to your account with a recovery code, or made new ones, so that those before are good no longer.",
            "",
            "If this was not you, reset your password now, and make new recovery codes."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
