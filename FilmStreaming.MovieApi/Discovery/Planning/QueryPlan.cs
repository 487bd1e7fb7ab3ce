using FilmStreaming.MovieApi.Discovery.Filters;

namespace FilmStreaming.MovieApi.Discovery.Planning;

/// <summary>An index of MongoDB, and what of a filter it is read by. The films that it gives are asked the rest.</summary>
internal sealed record IndexUse(string Name, IReadOnlyList<MovieCondition> Conditions);

/// <summary>How a list is read.</summary>
/// <param name="Use">What it is read by.</param>
/// <param name="Residual">What of the filter the windows do not say.</param>
/// <param name="Windows">What is read one after the other, until there are enough films.</param>
internal abstract record QueryPlan(IndexUse Use, MovieFilter Residual, IEnumerable<KeyWindow> Windows)
{
    /// <summary>Its name in metrics.</summary>
    public abstract string Name { get; }

    public string Index => Use.Name;
}

/// <summary>
/// For films that are rare: all that meet the filter's rarest condition are read by its index, and those that are meant are sorted.
/// </summary>
internal sealed record SelectivePlan(IndexUse Use, MovieFilter Residual, KeyWindow Whole) : QueryPlan(Use, Residual, [Whole])
{
    public override string Name => "selective";
}

/// <summary>
/// For films that are frequent: the list is walked in stretches by the index of its order or, where it is sorted by popularity, by that
/// of its rarest token, each long enough to hold what is needed if the sample is right, and each longer than the one before.
/// </summary>
internal sealed record WindowPlan(IndexUse Use, MovieFilter Residual, IEnumerable<KeyWindow> Windows)
    : QueryPlan(Use, Residual, Windows)
{
    public override string Name => "windows";
}
