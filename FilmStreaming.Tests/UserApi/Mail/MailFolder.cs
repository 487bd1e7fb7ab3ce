using System.Text.RegularExpressions;
using FilmStreaming.Tests.Infrastructure;
using MimeKit;

namespace FilmStreaming.Tests.UserApi.Mail;

/// <summary>The mails that a service without a mail server wrote into its data folder.</summary>
internal sealed partial class MailFolder(string dataFolder)
{
    public string FullPath { get; } = Path.Combine(dataFolder, "mails");

    /// <summary>All mails to an address, the oldest first.</summary>
    public IReadOnlyList<MimeMessage> To(string email) => !Directory.Exists(FullPath) ? [] :
    [
        .. Directory.EnumerateFiles(FullPath, "*.eml")
            .Select(path => MimeMessage.Load(path))
            .Where(mail => mail.To.Mailboxes.Any(to => to.Address == email))
            .OrderBy(mail => mail.Date),
    ];

    /// <summary>Waits until so many mails of a subject have come, and gives the last.</summary>
    public async Task<MimeMessage> WaitAsync(string email, string subject, int count = 1)
    {
        var mails = await Eventually.GetAsync(
            $"mail {count} about \"{subject}\"",
            () => Task.FromResult(To(email).Where(mail => mail.Subject == subject).ToList()),
            mails => mails.Count >= count);
        Assert.Equal(count, mails.Count);
        return mails[^1];
    }

    public async Task<string> WaitForTokenAsync(string email, string subject, int count = 1) =>
        TokenIn(await WaitAsync(email, subject, count));

    public static string TokenIn(MimeMessage mail)
    {
        var token = Assert.Single(Token.Matches(mail.TextBody!)).Value;
        Assert.Contains(token, mail.HtmlBody, StringComparison.Ordinal);
        return token;
    }

    [GeneratedRegex("[A-Za-z0-9_-]{64}")]
    private static partial Regex Token { get; }
}

/// <summary>The subjects of mails, by which tests know them.</summary>
internal static class Subjects
{
    public const string VerifyEmail = "Verify your e-mail address";
    public const string ChoosePassword = "Choose a password";
    public const string AlreadyRegistered = "You already have an account";
    public const string ResetPassword = "Reset your password";
    public const string ConfirmNewEmail = "Confirm your new e-mail address";
    public const string EmailChanged = "Your e-mail address was changed";
    public const string PasswordChanged = "Your password was changed";
    public const string SecondFactorOn = "Signing in takes a second step now";
    public const string SecondFactorOff = "Signing in takes no second step any more";
    public const string RecoveryCodesChanged = "A recovery code was used, or you have new ones";
}
