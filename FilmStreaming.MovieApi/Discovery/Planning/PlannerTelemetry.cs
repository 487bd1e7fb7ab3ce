using System.Diagnostics.Metrics;

namespace FilmStreaming.MovieApi.Discovery.Planning;

/// <summary>What operators see of the planner: how many stretches of an index each list took, by plan.</summary>
internal static class PlannerTelemetry
{
    private static readonly Meter Meter = new("FilmStreaming.MovieApi");
    private static readonly Histogram<int> Windows = Meter.CreateHistogram(
        "filmstreaming.catalogue.windows",
        "{window}",
        "Stretches of an index that one list of films took; many say that the sample misleads.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 3, 4, 6, 8] });

    public static void Record(QueryPlan plan, int windows) =>
        Windows.Record(windows, new KeyValuePair<string, object?>("plan", plan.Name), new("index", plan.Index));
}
