using System.Net;
using System.Text.Json;
using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>The answer of an import, line by line.</summary>
/// <param name="Rows">One for each row, in their order.</param>
/// <param name="Summary">The last line.</param>
internal sealed record ImportLines(IReadOnlyList<ImportLines.Row> Rows, ImportLines.Counts Summary)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public sealed record Row(int Number, string Status, Guid? Id, string? Title, string? Reason);

    public sealed record Counts(int Rows, int Created, int Updated, int Unchanged, int Rejected);

    public static ImportLines Of(Answer answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/x-ndjson", answer.Header("Content-Type"));
        var lines = answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        var rows = lines[..^1].Select(line => line.Deserialize<Row>(Json)! with { Number = line.GetProperty("row").GetInt32() }).ToList();
        var answered = new ImportLines(rows, lines[^1].GetProperty("summary").Deserialize<Counts>(Json)!);
        Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(row => row.Number));
        Assert.Equal(answered.Summary, answered.Count());
        return answered;
    }

    private Counts Count() => new(Rows.Count, Count("created"), Count("updated"), Count("unchanged"), Count("rejected"));

    private int Count(string status) => Rows.Count(row => row.Status == status);
}
