using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Discovery.Planning;

/// <summary>
/// Chooses how a list is read so that the work does not grow with the catalogue: of an index of the filter and that of the order, the
/// one by which fewer films have to be looked at. At worst that is about the square root of (films × films wanted).
/// </summary>
internal static class QueryPlanner
{
    /// <summary>The index over <see cref="MovieKeys.Tokens"/>.</summary>
    public const string TokenIndex = "tokens";

    /// <summary>How many times what is needed a stretch is to hold, lest bad luck take a second one.</summary>
    private const int Margin = 2;

    /// <summary>How much longer each stretch is than the one before it.</summary>
    private const int Growth = 4;

    public static QueryPlan Plan(CatalogueSample sample, MovieFilter filter, MovieOrder order, CataloguePosition? after, int take)
    {
        var whole = KeyWindow.Of(filter, order, after);
        var residual = new MovieFilter([.. filter.Conditions.Where(condition => condition is not RangeCondition range || range.Key != order.Key)]);
        var walk = new SampleWalk(sample, residual, order, whole);
        var first = walk.Next(take * Margin);
        if (Rarest(sample, residual) is var (index, films) && films < first.Films)
            return new SelectivePlan(index, residual, whole);
        return new WindowPlan(order.Key.Name, residual, Windows(walk, first.Window, take));
    }

    /// <summary>The index by which a filter's films are counted.</summary>
    public static string RarestIndex(CatalogueSample sample, MovieFilter filter) =>
        Rarest(sample, filter)?.Index ?? CatalogueKey.Title.Name;

    /// <summary>Whether an index knows the films that meet a condition. None knows those that are not excluded.</summary>
    public static bool HasIndex(MovieCondition condition) => IndexOf(condition) is not null;

    /// <summary>The index by which a filter lets the fewest films through, and how many those may be.</summary>
    private static (string Index, double Films)? Rarest(CatalogueSample sample, MovieFilter filter)
    {
        (string, double)? rarest = null;
        foreach (var condition in filter.Conditions)
        {
            if (IndexOf(condition) is not { } index)
                continue;
            var films = sample.Films.Count(film => condition.IsMetBy(film.Keys)) * sample.Weight;
            if (rarest is not (_, var least) || films < least)
                rarest = (index, films);
        }

        return rarest;
    }

    private static string? IndexOf(MovieCondition condition) => condition switch
    {
        TokenCondition { IsExclusion: false } or PrefixCondition => TokenIndex,
        RangeCondition { Key.IsIndexed: true } range => range.Key.Name,
        _ => null,
    };

    private static IEnumerable<KeyWindow> Windows(SampleWalk walk, KeyWindow first, int take)
    {
        yield return first;
        for (double needed = take * Margin * Growth; !walk.IsAtEnd; needed *= Growth)
            yield return walk.Next(needed).Window;
    }
}
