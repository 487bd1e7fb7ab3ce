using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.Lockout;

/// <summary>How long an e-mail address waits after wrong passwords, whether it has an account or not.</summary>
public sealed class LockoutOptions : IValidatableObject
{
    public const string Section = "Lockout";

    /// <summary>How many wrong passwords in a row cost no wait, 1 to 100. Default 4: the fifth begins the first wait.</summary>
    [Range(1, 100, ErrorMessage = Section + ":FreeFailures must be between {1} and {2}.")]
    public int FreeFailures { get; set; } = 4;

    /// <summary>The first wait, 1 second to 1 hour; each further wrong password doubles it. Default 2 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = Section + ":FirstDelay must be between {1} and {2}.")]
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait, 1 second to 1 day. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = Section + ":MaxDelay must be between {1} and {2}.")]
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>When wrong passwords are forgotten if none follow, 1 minute to 30 days. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ErrorMessage = Section + ":ForgetAfter must be between {1} and {2}.")]
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromDays(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FirstDelay > MaxDelay)
            yield return new($"{Section}:{nameof(FirstDelay)} must not be longer than {Section}:{nameof(MaxDelay)}.", [nameof(FirstDelay)]);
        if (ForgetAfter < MaxDelay)
            yield return new($"{Section}:{nameof(ForgetAfter)} must not be shorter than {Section}:{nameof(MaxDelay)}.", [nameof(ForgetAfter)]);
    }

    /// <summary>The wait that so many wrong passwords in a row cost.</summary>
    internal TimeSpan DelayAfter(int failures)
    {
        if (failures <= FreeFailures)
            return TimeSpan.Zero;
        var doublings = Math.Min(failures - FreeFailures - 1, 30);
        return TimeSpan.FromTicks(Math.Min(MaxDelay.Ticks, FirstDelay.Ticks << doublings));
    }
}
