using FilmStreaming.ServiceDefaults.Rows;

namespace FilmStreaming.UserApi.Administration.Import;

/// <summary>Writes results as they come, one JSON object on each line, and the summary last.</summary>
internal static class UserImportAnswer
{
    public static async Task WriteAsync(
        Stream output, IAsyncEnumerable<IReadOnlyList<UserImportResult>> batches, CancellationToken cancellationToken)
    {
        using var lines = new NdjsonLines(output);
        var summary = new UserImportSummary(0, 0, 0, 0);
        await lines.SendAsync(
            batches, UserJsonContext.Default.UserImportResult, result => summary = Count(summary, result.Status), cancellationToken);
        lines.Add(new UserImportEnd(summary), UserJsonContext.Default.UserImportEnd);
        await lines.SendAsync(cancellationToken);
    }

    private static UserImportSummary Count(UserImportSummary summary, UserImportStatus status)
    {
        summary = summary with { Rows = summary.Rows + 1 };
        return status switch
        {
            UserImportStatus.Created => summary with { Created = summary.Created + 1 },
            UserImportStatus.Existing => summary with { Existing = summary.Existing + 1 },
            _ => summary with { Rejected = summary.Rejected + 1 },
        };
    }
}
