using System.ComponentModel.DataAnnotations;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.UserApi.Mail;

/// <summary>What mail says of itself, and how it is sent.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    /// <summary>The setting that has mail sent by a server.</summary>
    internal const string HostSetting = Section + ":Smtp:Host";

    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "no-reply@filmstreaming.local";

    /// <summary>The sender's name, 1 to 100 characters.</summary>
    [StringLength(100, MinimumLength = 1, ErrorMessage = Section + ":FromName must have 1 to 100 characters.")]
    public string FromName { get; set; } = "FilmStreaming";

    /// <summary>
    /// Where the product's own pages are, for example <c>https://films.example</c>: mail then links to <c>/verify-email</c> and
    /// <c>/reset-password</c> below it, with the token behind <c>#token=</c>, which no server gets to see. Unset, mail shows the token.
    /// </summary>
    public Uri? LinkBase { get; set; }

    /// <summary>
    /// How many mails of one kind an address gets in an hour, 1 to 1,000; further ones are dropped. Notices of changes are not
    /// counted. Default 5.
    /// </summary>
    [Range(1, 1000, ErrorMessage = Section + ":MaxPerHour must be between {1} and {2}.")]
    public int MaxPerHour { get; set; } = 5;

    /// <summary>How long a mail may wait to be sent, 1 minute to 7 days; an older one is dropped. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00", ErrorMessage = Section + ":MaxAge must be between {1} and {2}.")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Whether mails may be files in the data folder, which have tokens in them, where no mail server is set. Default only in Development.
    /// </summary>
    public bool? AllowFiles { get; set; }

    public SmtpOptions Smtp { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Smtp.IsUsed && AllowFiles is not true)
            yield return new($"{HostSetting} is not set: nobody would get mail. {Section}:{nameof(AllowFiles)} true has it written to files instead.", [nameof(Smtp)]);
        if (!EmailAddress.IsValid(From))
            yield return new($"{Section}:{nameof(From)} is not an e-mail address.", [nameof(From)]);
        if (LinkBase is not null && (!LinkBase.IsAbsoluteUri || LinkBase.Scheme is not ("https" or "http")))
            yield return new($"{Section}:{nameof(LinkBase)} is not an http or https address.", [nameof(LinkBase)]);
        foreach (var error in Smtp.Validate())
            yield return new(error, [nameof(Smtp)]);
    }
}

/// <summary>The mail server. Without a host, each mail is a file in the folder <c>mails</c> of the data folder.</summary>
public sealed class SmtpOptions
{
    private const string Section = MailOptions.Section + ":Smtp";

    public string? Host { get; set; }

    /// <summary>Default 587, the submission port (RFC 6409).</summary>
    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>How long connecting, and each command, may take, 1 second to 2 minutes. Default 15 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    internal bool IsUsed => !string.IsNullOrEmpty(Host);

    internal IEnumerable<string> Validate()
    {
        if (Port is < 1 or > 65535)
            yield return $"{Section}:{nameof(Port)} must be between 1 and 65535.";
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(2))
            yield return $"{Section}:{nameof(Timeout)} must be between 00:00:01 and 00:02:00.";
        if (string.IsNullOrEmpty(UserName) != string.IsNullOrEmpty(Password))
            yield return $"{Section}:{nameof(UserName)} and {Section}:{nameof(Password)} are set together or not at all.";
        if (Security == SmtpSecurity.None && !string.IsNullOrEmpty(UserName))
            yield return $"{Section}:{nameof(Security)} None would send the password in the clear.";
    }
}

/// <summary>How the connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Begun in the clear and upgraded; a server that cannot gets no mail.</summary>
    StartTls,

    /// <summary>TLS from the first byte, usually on port 465 (RFC 8314).</summary>
    Tls,

    /// <summary>Not at all: for a server on the same machine.</summary>
    None,
}
