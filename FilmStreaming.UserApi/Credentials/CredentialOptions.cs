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

    /// <summary>
    /// How long an account is kept that nobody has verified, where <see cref="RequireVerifiedEmail"/> is set; 7 to 365 days, default 30. It
    /// cannot be signed in to, and holds what somebody told about the owner of an address.
    /// </summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "365.00:00:00", ErrorMessage = Section + ":KeepUnverified must be between {1} and {2}.")]
    public TimeSpan KeepUnverified { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a mail that verifies an address is good, 5 minutes to 7 days. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00", ErrorMessage = Section + ":VerifyEmailLifetime must be between {1} and {2}.")]
    public TimeSpan VerifyEmailLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a mail that resets a password is good, 5 minutes to 1 day. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00", ErrorMessage = Section + ":ResetPasswordLifetime must be between {1} and {2}.")]
    public TimeSpan ResetPasswordLifetime { get; set; } = TimeSpan.FromHours(1);
}
