using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.Tokens;

/// <summary>The access tokens that this service issues, and the keys that it signs them with.</summary>
public sealed class TokenOptions : IValidatableObject
{
    public const string Section = "Tokens";

    /// <summary>
    /// How long an access token is valid, 1 minute to 1 hour. It is checked without asking anybody, so this is also how long a
    /// withdrawn role can still be used.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00", ErrorMessage = Section + ":AccessTokenLifetime must be between {1} and {2}.")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a key signs, 3 hours to 365 days. A change applies to the keys that are made after it, and so do the two below.</summary>
    [Range(typeof(TimeSpan), "03:00:00", "365.00:00:00", ErrorMessage = Section + ":KeyRotationInterval must be between {1} and {2}.")]
    public TimeSpan KeyRotationInterval { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long a key is published before it signs: at least 70 minutes, so that every service, which fetches the keys each hour,
    /// knows it before the first token comes; and less than half of <see cref="KeyRotationInterval"/>.
    /// </summary>
    [Range(typeof(TimeSpan), "01:10:00", "30.00:00:00", ErrorMessage = Section + ":KeyPublishAhead must be between {1} and {2}.")]
    public TimeSpan KeyPublishAhead { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a key stays published after it has signed its last token: at least 70 minutes, longer than any token lives.</summary>
    [Range(typeof(TimeSpan), "01:10:00", "30.00:00:00", ErrorMessage = Section + ":KeyOverlap must be between {1} and {2}.")]
    public TimeSpan KeyOverlap { get; set; } = TimeSpan.FromHours(2);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeyPublishAhead >= KeyRotationInterval / 2)
        {
            yield return new(
                $"{Section}:{nameof(KeyPublishAhead)} must be less than half of {Section}:{nameof(KeyRotationInterval)}.",
                [nameof(KeyPublishAhead)]);
        }
    }
}
