using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.ServiceDefaults.RateLimits;

/// <summary>How often one account or client address may ask, for each class of routes.</summary>
public sealed class RateLimitOptions : IValidatableObject
{
    public const string Section = "RateLimits";

    /// <summary>False counts nothing: for replicas that only a counting gateway reaches, and for measurements.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The limits by the names of <see cref="RateLimitClass"/>; a class that is not here has the default's limit.</summary>
    public IDictionary<string, RateLimit> Classes { get; } = new Dictionary<string, RateLimit>(StringComparer.OrdinalIgnoreCase)
    {
        [RateLimitClass.Default] = new(100),
        [RateLimitClass.SignIn] = new(10),
        [RateLimitClass.Refresh] = new(120),
        [RateLimitClass.Image] = new(10),
        [RateLimitClass.Import] = new(10),
        [RateLimitClass.Playback] = new(300),
        [RateLimitClass.Edge] = new(600),
    };

    internal RateLimit Of(string rateLimitClass) =>
        Classes.TryGetValue(rateLimitClass, out var limit) ? limit : Classes[RateLimitClass.Default];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from entry in Classes
        where entry.Value.Limit < 1 || entry.Value.Window < TimeSpan.FromSeconds(1)
        select new ValidationResult($"{Section}:{nameof(Classes)}:{entry.Key} needs a limit of at least 1 and a window of at least 1 s.");
}

/// <summary>So many requests in each window of time.</summary>
public sealed class RateLimit(int limit)
{
    public RateLimit()
        : this(100)
    {
    }

    /// <summary>Requests in a window.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>The length of a window; it begins with the first request that it counts.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);
}
