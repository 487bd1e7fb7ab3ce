using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.Tokens;

/// <summary>The access tokens that this service issues.</summary>
public sealed class TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>
    /// How long an access token is valid, 1 minute to 1 hour. It is checked without asking anybody, so this is also how long a
    /// withdrawn role can still be used.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00", ErrorMessage = Section + ":AccessTokenLifetime must be between {1} and {2}.")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(10);
}
