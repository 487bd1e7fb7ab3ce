using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.Credentials;

/// <summary>How addresses are verified and passwords reset.</summary>
public sealed class CredentialOptions
{
    public const string Section = "Credentials";

    /// <summary>
    /// Whether an account signs in only after its address was verified. Default: where mail goes to a server (<c>Mail:Smtp:Host</c>).
    /// Without it, whoever signs up and then signs in learns by that whether the address was free.
    /// </summary>
    public bool? RequireVerifiedEmail { get; set; }

    /// <summary>How long a mail that verifies an address is good, 5 minutes to 7 days. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00", ErrorMessage = Section + ":VerifyEmailLifetime must be between {1} and {2}.")]
    public TimeSpan VerifyEmailLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a mail that resets a password is good, 5 minutes to 1 day. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00", ErrorMessage = Section + ":ResetPasswordLifetime must be between {1} and {2}.")]
    public TimeSpan ResetPasswordLifetime { get; set; } = TimeSpan.FromHours(1);
}
