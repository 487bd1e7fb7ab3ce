using FilmStreaming.MovieApi.Discovery.Planning;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Similar;

/// <summary>
/// Weighs what films have in common with one film. A trait weighs as many bits as it tells: -log₂ of the share of films that have it
/// (the inverse document frequency), times its emphasis.
/// </summary>
internal sealed class SimilarityRanking
{
    private readonly Guid _id;
    private readonly Dictionary<FilmTrait, double> _weights;
    private readonly double _whole;
    private readonly IReadOnlyDictionary<Guid, double> _watchedAlso;

    public SimilarityRanking(Document<Movie> film, CatalogueSample sample, IReadOnlyDictionary<Guid, double> watchedAlso)
    {
        (_id, _watchedAlso) = (film.Id, watchedAlso);
        _weights = FilmTrait.Of(film.Body).ToDictionary(
            trait => trait, trait => -Math.Log2(sample.ShareOf(trait.Token)) * trait.Emphasis);
        _whole = _weights.Values.Sum();
        Traits = [.. _weights.OrderByDescending(pair => pair.Value).Select(pair => pair.Key)];
    }

    /// <summary>The film's traits, the heaviest first.</summary>
    public IReadOnlyList<FilmTrait> Traits { get; }

    /// <summary>The best of these films, each once; of equal ones the more popular.</summary>
    public IReadOnlyList<SimilarMovie> Best(IEnumerable<Document<Movie>> films, int limit) =>
    [
        .. films.Where(film => film.Id != _id).DistinctBy(film => film.Id)
            .Select(film => (Film: film, Shared: SharedWith(film.Body)))
            .Select(entry => (entry.Film, entry.Shared, Score: ScoreOf(entry.Film.Id, entry.Shared)))
            .Where(entry => entry.Score > 0)
            .OrderByDescending(entry => entry.Score)
            .ThenByDescending(entry => entry.Film.Body.Keys!.Popularity)
            .ThenBy(entry => entry.Film.Id)
            .Take(limit)
            .Select(entry => new SimilarMovie
            {
                Movie = MovieResponse.Of(entry.Film),
                Score = entry.Score,
                Reasons = ReasonsOf(entry.Film.Id, entry.Shared),
            }),
    ];

    private List<FilmTrait> SharedWith(Movie movie)
    {
        var traits = FilmTrait.Of(movie, int.MaxValue).ToHashSet();
        return [.. Traits.Where(traits.Contains)];
    }

    private double ScoreOf(Guid id, List<FilmTrait> shared)
    {
        var share = shared.Count == 0 ? 0 : shared.Sum(trait => _weights[trait]) / _whole;
        return Math.Round(share + ((1 - share) * _watchedAlso.GetValueOrDefault(id)), 4);
    }

    private SharedTraits ReasonsOf(Guid id, IReadOnlyList<FilmTrait> shared)
    {
        return new()
        {
            WatchedAlso = _watchedAlso.TryGetValue(id, out var strength) ? strength : null,
            SharedDirectors = Names(TraitKind.Director),
            SharedWriters = Names(TraitKind.Writer),
            SharedCast = Names(TraitKind.Actor),
            SharedGenres = Names(TraitKind.Genre),
        };

        string[] Names(TraitKind kind) => [.. shared.Where(trait => trait.Kind == kind).Select(trait => trait.Name)];
    }
}
