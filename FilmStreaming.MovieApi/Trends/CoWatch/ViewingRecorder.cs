using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Trends.CoWatch;

/// <summary>Keeps what each viewer has watched, counted from the facts again with every change of them, as trends are.</summary>
internal sealed class ViewingRecorder(IPlayFactStore facts, IViewingStore viewings, TimeProvider time)
{
    /// <remarks>Always writes: see <see cref="PlayRecorder"/>.</remarks>
    public async Task CountAsync(string viewer, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < PlayRecorder.MaxAttempts; attempt++)
        {
            if (await TryCountAsync(viewer, cancellationToken))
                return;
        }

        throw new InvalidOperationException("Others kept counting what a viewer watched.");
    }

    /// <summary>Forgets a viewer whose facts are gone.</summary>
    public Task RemoveAsync(string viewer, CancellationToken cancellationToken) =>
        viewings.Documents.DeleteAsync(Viewing.IdOf(viewer), cancellationToken);

    private async Task<bool> TryCountAsync(string viewer, CancellationToken cancellationToken)
    {
        var id = Viewing.IdOf(viewer);
        var known = await viewings.Documents.FindAsync(id, cancellationToken);
        var completions = await facts.ListCompletionsAsync(viewer, Viewing.MaxCompletions, cancellationToken);
        var viewing = Viewing.Of([.. completions.Select(fact => fact.Body)], time.GetStoredNow());
        var result = known is null
            ? await viewings.Documents.InsertAsync(new(id, viewing, []), cancellationToken)
            : await viewings.Documents.UpdateAsync(id, known.Version, viewing, [], cancellationToken);
        return result.Status == WriteStatus.Written;
    }
}
