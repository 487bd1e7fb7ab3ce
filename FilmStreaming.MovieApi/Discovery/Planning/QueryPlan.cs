using FilmStreaming.MovieApi.Discovery.Filters;

namespace FilmStreaming.MovieApi.Discovery.Planning;

/// <summary>How a list is read.</summary>
/// <param name="Index">The index of MongoDB that it is read by.</param>
/// <param name="Residual">What the films that the index gives are still asked.</param>
/// <param name="Windows">What is read one after the other, until there are enough films.</param>
internal abstract record QueryPlan(string Index, MovieFilter Residual, IEnumerable<KeyWindow> Windows)
{
    /// <summary>Its name in metrics.</summary>
    public abstract string Name { get; }
}

/// <summary>
/// For films that are rare: all that meet the filter's rarest condition are read by its index, and those that are meant are sorted.
/// </summary>
internal sealed record SelectivePlan(string Index, MovieFilter Residual, KeyWindow Whole) : QueryPlan(Index, Residual, [Whole])
{
    public override string Name => "selective";
}

/// <summary>
/// For films that are frequent: the list is walked by the index of its order in stretches, each long enough to hold what is needed
/// if the sample is right, and each longer than the one before.
/// </summary>
internal sealed record WindowPlan(string Index, MovieFilter Residual, IEnumerable<KeyWindow> Windows)
    : QueryPlan(Index, Residual, Windows)
{
    public override string Name => "windows";
}
