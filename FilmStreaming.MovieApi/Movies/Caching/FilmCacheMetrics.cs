using System.Diagnostics.Metrics;

namespace FilmStreaming.MovieApi.Movies.Caching;

/// <summary>What operators see of the cache of films.</summary>
internal sealed class FilmCacheMetrics
{
    private const string Name = "FilmStreaming.MovieApi";

    private static readonly KeyValuePair<string, object?> Hit = new("film_cache.result", "hit");
    private static readonly KeyValuePair<string, object?> Miss = new("film_cache.result", "miss");

    private readonly Counter<long> _answers;
    private readonly Counter<long> _reads;
    private readonly Counter<long> _evictions;

    public FilmCacheMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _answers = meter.CreateCounter<long>(
            "filmstreaming.film_cache.answers", "{answer}", "Answers about one film: a miss waited for the database, alone or with others.");
        _reads = meter.CreateCounter<long>("filmstreaming.film_cache.reads", "{read}", "Films read from the database for answers.");
        _evictions = meter.CreateCounter<long>(
            "filmstreaming.film_cache.evictions", "{change}", "Changes that made what was cached untrue, by who told of them.");
    }

    public void Answered(bool hit) => _answers.Add(1, hit ? Hit : Miss);

    public void Read() => _reads.Add(1);

    /// <param name="source"><c>own</c> or <c>broadcast</c>.</param>
    public void Evicted(string source) => _evictions.Add(1, new KeyValuePair<string, object?>("film_cache.source", source));
}
