using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Similar;

/// <summary>
/// Finds films that are like one: a fixed number of candidates is asked for by index, and only those are weighed, so that the work does
/// not grow with the catalogue.
/// </summary>
internal sealed class SimilarMovies(ICatalogueQueries queries, IDocuments<Movie> films)
{
    /// <summary>How many candidates each question gives at most, the most popular ones.</summary>
    public const int MaxCandidates = 100;

    /// <summary>Films like this one that the audience may see, the most similar first.</summary>
    /// <param name="film">The film.</param>
    /// <param name="watchedAlso">What its viewers watched too, and how much that says.</param>
    /// <param name="audience">Who asks.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<SimilarMovie>> FindAsync(
        Document<Movie> film, IReadOnlyDictionary<Guid, double> watchedAlso, Audience audience, int limit, CancellationToken cancellationToken)
    {
        var ranking = new SimilarityRanking(film, await queries.GetSampleAsync(cancellationToken), watchedAlso);
        var visible = audience == Audience.Editors ? MovieFilter.All : MovieFilter.Published;
        var candidates = await Task.WhenAll(Questions(ranking).Select(question => queries.ListAsync(
            visible.And(question), MovieOrder.MostPopular, after: null, MaxCandidates + 1, cancellationToken)));
        var watched = await films.FindManyAsync([.. watchedAlso.Keys], cancellationToken);
        return ranking.Best([.. candidates.SelectMany(found => found), .. watched.Where(other => audience.Sees(other.Body))], limit);
    }

    /// <summary>Films by one of its makers; with one of its actors; of its rarest genre, of all its genres, and of any.</summary>
    private static IEnumerable<MovieCondition[]> Questions(SimilarityRanking ranking)
    {
        var tokens = ranking.Traits.ToLookup(trait => trait.Kind, trait => trait.Token);
        string[] makers = [.. tokens[TraitKind.Director].Union(tokens[TraitKind.Writer])];
        string[] actors = [.. tokens[TraitKind.Actor]];
        string[] genres = [.. tokens[TraitKind.Genre]];
        if (makers.Length > 0)
            yield return [new TokenCondition("person", makers)];
        if (actors.Length > 0)
            yield return [new TokenCondition("person", actors)];
        if (genres.Length > 0)
            yield return [new TokenCondition("genre", genres[..1])];
        if (genres.Length > 1)
        {
            yield return [.. genres.Select(genre => new TokenCondition("genre", [genre]))];
            yield return [new TokenCondition("genre", genres)];
        }
    }
}
