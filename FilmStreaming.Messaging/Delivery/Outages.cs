using FilmStreaming.Messaging.Requests;
using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.Messaging.Delivery;

/// <summary>
/// Tells why an event was not handled: what the handler needs is away, which says nothing about the event and is tried again
/// for as long as it lasts; or the event itself, which is given up in the end.
/// </summary>
internal sealed class Outages(IEnumerable<IDependencyFailure> dependencies)
{
    private readonly IReadOnlyList<IDependencyFailure> _dependencies = [.. dependencies];

    /// <summary>The dependency that is away, or null when the event is to blame.</summary>
    public string? DependencyOf(Exception failure) =>
        // A request without an answer may be one that this event makes its responder fail on.
        failure is RequestUnavailableException
            ? null
            : _dependencies.Select(dependency => dependency.DependencyOf(failure)).FirstOrDefault(name => name is not null);
}
