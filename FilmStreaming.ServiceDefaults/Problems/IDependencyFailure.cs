namespace FilmStreaming.ServiceDefaults.Problems;

/// <summary>
/// Tells failures of a dependency from faults of the program: what one recognises is answered with 503 and <c>Retry-After</c>.
/// Each library that talks to a dependency registers one.
/// </summary>
public interface IDependencyFailure
{
    /// <summary>The dependency that <paramref name="exception"/> says is away, or null when it says no such thing.</summary>
    string? DependencyOf(Exception exception);
}
