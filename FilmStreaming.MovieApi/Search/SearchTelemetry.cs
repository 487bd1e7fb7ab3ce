using System.Diagnostics.Metrics;

namespace FilmStreaming.MovieApi.Search;

/// <summary>What operators see of searches.</summary>
internal static class SearchTelemetry
{
    private static readonly Meter Meter = new("FilmStreaming.MovieApi");
    private static readonly Histogram<long> Candidates = Meter.CreateHistogram<long>(
        "filmstreaming.search.candidates", "{film}", "Films that were compared for a search.");

    private static readonly Counter<long> Corrected = Meter.CreateCounter<long>(
        "filmstreaming.search.corrected_words", "{word}", "Words of searches that the catalogue has only with other letters.");

    public static void Count(SearchQuery query, int candidates)
    {
        Candidates.Record(candidates);
        Corrected.Add(query.Words.Count(word => !word.IsKnown));
    }
}
