using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Discovery.Planning;

/// <summary>
/// Chooses how a list is read so that the work does not grow with the catalogue: of an index of the filter and that of the order, the
/// one by which fewer films have to be looked at. At worst that is about the square root of (films × films wanted). Lists that are
/// sorted by popularity, and searches are, need not choose: the index of the tokens has its films by popularity.
/// </summary>
internal static class QueryPlanner
{
    /// <summary>The index over <see cref="MovieKeys.Tokens"/> and <see cref="MovieKeys.Band"/>.</summary>
    public const string TokenIndex = "tokenBands";

    /// <summary>How many times what is needed a stretch is to hold, lest bad luck take a second one.</summary>
    private const int Margin = 2;

    /// <summary>How much longer each stretch is than the one before it.</summary>
    private const int Growth = 4;

    /// <summary>About how many entries of an index are read in the time in which one film is read and asked.</summary>
    private const int EntriesOfAFilm = 16;

    public static QueryPlan Plan(CatalogueSample sample, MovieFilter filter, MovieOrder order, CataloguePosition? after, int take)
    {
        var whole = KeyWindow.Of(filter, order, after);
        var residual = new MovieFilter([.. filter.Conditions.Where(condition => condition is not RangeCondition range || range.Key != order.Key)]);
        var indexed = Indexed(sample, residual);
        var plans = new List<(double Films, QueryPlan Plan)> { Walk(new(sample, residual, order, whole), new(order.Key.Name, [])) };
        if (indexed is [var rarest, ..])
            plans.Add((rarest.Films, new SelectivePlan(Use(sample, indexed), residual, whole)));
        if (order.Key == CatalogueKey.Popularity && indexed.FindAll(entry => entry.Index == TokenIndex) is [var token, ..] tokens)
            plans.Add(Walk(new(sample, residual, order, whole, token.Condition), Use(sample, tokens)));
        return plans.MinBy(plan => plan.Films).Plan;

        (double, QueryPlan) Walk(SampleWalk walk, IndexUse use)
        {
            var (first, films) = walk.Next(take * Margin);
            return (films, new WindowPlan(use, residual, Windows(walk, first, take)));
        }
    }

    /// <summary>How a filter's films are counted.</summary>
    public static IndexUse Rarest(CatalogueSample sample, MovieFilter filter) =>
        Indexed(sample, filter) is { Count: > 0 } indexed ? Use(sample, indexed) : new(CatalogueKey.Title.Name, []);

    /// <summary>
    /// The index of the first condition. The others that it knows narrow what is read, unless they are so much more frequent that a
    /// database that intersects what it finds of each had better ask the films.
    /// </summary>
    private static IndexUse Use(CatalogueSample sample, List<(MovieCondition Condition, string Index, double Films)> indexed)
    {
        var (_, index, films) = indexed[0];
        var most = Math.Max(films, sample.Weight) * EntriesOfAFilm;
        return new(index, [.. indexed.Where((entry, i) => i == 0 || (entry.Index == index && entry.Films <= most)).Select(entry => entry.Condition)]);
    }

    /// <summary>The conditions whose films an index knows, and how many those may be; of the fewest films first.</summary>
    private static List<(MovieCondition Condition, string Index, double Films)> Indexed(CatalogueSample sample, MovieFilter filter) =>
    [
        .. filter.Conditions
            .Select(condition => (Condition: condition, Index: IndexOf(condition)))
            .Where(entry => entry.Index is not null)
            .Select(entry => (entry.Condition, entry.Index!, Films: sample.Films.Count(film => entry.Condition.IsMetBy(film.Keys)) * sample.Weight))
            .OrderBy(entry => entry.Films),
    ];

    // None knows those that are not excluded.
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
