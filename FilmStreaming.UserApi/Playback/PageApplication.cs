using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.UserApi.Playback;

/// <summary>Brings pages of the journal into the states. An entry that cannot be applied holds up no other.</summary>
internal sealed partial class PageApplication(
    ReportCommit commit, IReportJournal journal, IEnumerable<IDependencyFailure> failures, ILogger<PageApplication> logger)
{
    /// <summary>Applies the pages, and removes those that are in the states. Fails where the database is away.</summary>
    /// <returns>The pages that stay, each with its entries that cannot be applied.</returns>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<JournalEntry>>> ApplyAsync(
        IReadOnlyDictionary<Guid, JournalPage> pages, CancellationToken cancellationToken)
    {
        var entries =
            from page in pages
            from entry in page.Value.Entries
            select (page.Key, entry with { WrittenAt = page.Value.WrittenAt });
        var stuck = await TryAsync(entries.ToArray(), cancellationToken);
        var left = stuck.GroupBy(entry => entry.PageId, entry => entry.Entry)
            .ToDictionary(page => page.Key, IReadOnlyList<JournalEntry> (page) => [.. page]);
        await journal.RemoveAsync([.. pages.Keys.Where(id => !left.ContainsKey(id))], cancellationToken);
        return left;
    }

    /// <summary>All at once, because that is what is cheap; where it fails, one half after the other.</summary>
    private async Task<IEnumerable<(Guid PageId, JournalEntry Entry)>> TryAsync(
        ArraySegment<(Guid PageId, JournalEntry Entry)> entries, CancellationToken cancellationToken)
    {
        try
        {
            await commit.WriteAsync([.. entries.Select(entry => entry.Entry)], cancellationToken);
            return [];
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && failures.All(failure => failure.DependencyOf(e) is null))
        {
            if (entries.Count == 1)
            {
                LogStuck(e, entries[0].PageId);
                return entries;
            }

            var half = entries.Count / 2;
            return (await TryAsync(entries[..half], cancellationToken)).Concat(await TryAsync(entries[half..], cancellationToken));
        }
    }

    [LoggerMessage(LogLevel.Warning, "Reports in page {PageId} of the playback journal cannot be applied")]
    private partial void LogStuck(Exception e, Guid pageId);
}
