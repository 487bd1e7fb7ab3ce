using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Search;

/// <summary>How well a film answers a query. The score depends on the film and the query only, so that it can be a position in a list.</summary>
internal static class Relevance
{
    private const double WholeTitle = 10;
    private const double BeginningOfTitle = 2;
    private const double CoveredTitle = 3;

    /// <returns>The score, the higher the better; null when a word of the query is not met.</returns>
    public static double? Of(SearchQuery query, Movie movie)
    {
        if (movie.Keys is not { } keys)
            return null;
        var (sum, weights, inTitle) = (0.0, 0.0, 0.0);
        foreach (var word in query.Words)
        {
            var (best, likenessInTitle) = Best(word, keys);
            if (best == 0)
                return null;
            sum += word.Weight * best;
            weights += word.Weight;
            inTitle += likenessInTitle;
        }

        var score = (sum / weights)
            + (CoveredTitle * Math.Min(1, inTitle / (1 + keys.SortTitle.Count(c => c == ' '))))
            + TitleBonus(query, keys)
            + PopularityOf(keys);
        return Math.Round(score, 6);
    }

    /// <summary>What popularity adds: 0 to about 2, enough to order films that answer a query equally well.</summary>
    public static double PopularityOf(MovieKeys keys) => keys.Popularity / 100;

    private static (double Best, double LikenessInTitle) Best(QueryWord word, MovieKeys keys)
    {
        var (best, inTitle) = (0.0, 0.0);
        foreach (var term in SearchTerms.In(keys))
        {
            if (word.Match(SearchTerms.WordOf(term)) is not { } match)
                continue;
            var field = SearchTerms.FieldOf(term);
            best = Math.Max(best, field.Weight() * match.Likeness);
            if (field == SearchField.Title)
                inTitle = Math.Max(inTitle, match.Likeness);
        }

        return (best, inTitle);
    }

    private static double TitleBonus(SearchQuery query, MovieKeys keys)
    {
        if (query.IsTitle().IsMetBy(keys))
            return WholeTitle;
        return keys.SortTitle.StartsWith(query.Text, StringComparison.Ordinal) ? BeginningOfTitle : 0;
    }
}
