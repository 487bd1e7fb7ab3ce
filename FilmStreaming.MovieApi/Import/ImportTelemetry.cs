using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FilmStreaming.MovieApi.Import;

/// <summary>What operators see of imports: a span for each batch, and rows counted by how they ended.</summary>
internal static class ImportTelemetry
{
    private const string Name = "FilmStreaming.MovieApi";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Rows =
        Meter.CreateCounter<long>("filmstreaming.import.rows", "{row}", "Rows of imports, by how they ended.");

    public static Activity? StartBatch(int rows) => Source.StartActivity("import batch")?.SetTag("import.rows", rows);

    public static void Count(IReadOnlyList<ImportRowResult> results)
    {
        foreach (var group in results.CountBy(result => result.Status))
            Rows.Add(group.Value, new KeyValuePair<string, object?>("import.status", NameOf(group.Key)));
    }

    private static string NameOf(ImportStatus status) => status switch
    {
        ImportStatus.Created => "created",
        ImportStatus.Updated => "updated",
        ImportStatus.Unchanged => "unchanged",
        _ => "rejected",
    };
}
