using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>How long a device stays signed in.</summary>
public sealed class SessionOptions : IValidatableObject
{
    public const string Section = "Sessions";

    /// <summary>How long a session lives without being used, 15 minutes to 365 days. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:15:00", "365.00:00:00", ErrorMessage = Section + ":IdleLifetime must be between {1} and {2}.")]
    public TimeSpan IdleLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a session lives however much it is used, 15 minutes to 365 days. Default 180 days.</summary>
    [Range(typeof(TimeSpan), "00:15:00", "365.00:00:00", ErrorMessage = Section + ":AbsoluteLifetime must be between {1} and {2}.")]
    public TimeSpan AbsoluteLifetime { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How many sessions an account has; one more ends the one seen longest ago. 1 to 1,000, default 50.</summary>
    [Range(1, 1000, ErrorMessage = Section + ":MaxPerAccount must be between {1} and {2}.")]
    public int MaxPerAccount { get; set; } = 50;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => IdleLifetime > AbsoluteLifetime
        ? [new($"{Section}:{nameof(IdleLifetime)} must not be longer than {Section}:{nameof(AbsoluteLifetime)}.", [nameof(IdleLifetime)])]
        : [];
}
