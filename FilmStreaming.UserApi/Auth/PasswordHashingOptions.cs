using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.Auth;

/// <summary>How passwords are hashed.</summary>
public sealed class PasswordHashingOptions
{
    public const string Section = "PasswordHashing";

    /// <summary>The least that OWASP's Password Storage Cheat Sheet accepts for PBKDF2 with HMAC-SHA512.</summary>
    public const int MinIterations = 220_000;

    /// <summary>Rounds of PBKDF2 with HMAC-SHA512. Hashes made with another number are renewed at the next sign-in.</summary>
    [Range(MinIterations, 10_000_000, ErrorMessage = Section + ":Iterations must be between {1} and {2}.")]
    public int Iterations { get; set; } = MinIterations;

    /// <summary>How many passwords are hashed at a time; the rest wait. Default: one for each processor.</summary>
    [Range(1, 1024, ErrorMessage = Section + ":Concurrency must be between {1} and {2}.")]
    public int Concurrency { get; set; } = Environment.ProcessorCount;

    /// <summary>How many wait at most; further ones are refused at once with 503. Default: what is hashed in some ten seconds.</summary>
    [Range(1, 100_000, ErrorMessage = Section + ":MaxWaiting must be between {1} and {2}.")]
    public int MaxWaiting { get; set; } = 50 * Environment.ProcessorCount;
}
