using FilmStreaming.MovieApi.Import.Reading;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>Some rows: they are decided on in their order, and then written together, ending as if one by one.</summary>
internal sealed class ImportBatch(
    IMovieStore store, BulkFilmWriter writer, TimeProvider time, SeenFilms seen, IReadOnlyList<ParsedRow> rows) : IImportBatch
{
    /// <summary>How often a row is tried when other writers keep changing the same film.</summary>
    private const int MaxAttempts = 4;

    /// <summary>How long the events of an import let those of other writes pass.</summary>
    public static readonly TimeSpan EventsMayWait = TimeSpan.FromMinutes(5);

    private readonly ImportRowResult?[] _results = new ImportRowResult?[rows.Count];
    private readonly string?[] _refusals = new string?[rows.Count];

    // Replaced as a whole: the next batch reads it while this one is written.
    private volatile IReadOnlyList<Write> _writes = [];

    public async Task PrepareAsync(IReadOnlyList<IImportBatch> unfinished, CancellationToken cancellationToken)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Film is null)
                Reject(i, rows[i].Reason!);
        }

        await DecideAsync(unfinished.OfType<ImportBatch>(), cancellationToken);
    }

    public async Task<IReadOnlyList<ImportRowResult>> WriteAsync(CancellationToken cancellationToken)
    {
        await WriteDecidedAsync(cancellationToken);
        // A row that another writer was faster than is still open.
        for (var attempt = 1; attempt < MaxAttempts && Open().Any(); attempt++)
        {
            await DecideAsync([], cancellationToken);
            await WriteDecidedAsync(cancellationToken);
        }

        foreach (var i in Open())
            Reject(i, _refusals[i] ?? "The film was changed by others at the same moment; import the row again.");
        return _results!;
    }

    private IEnumerable<int> Open() => Enumerable.Range(0, rows.Count).Where(i => _results[i] is null);

    private async Task DecideAsync(IEnumerable<ImportBatch> unfinished, CancellationToken cancellationToken)
    {
        var open = Open().Select(i => (Index: i, Keys: FilmView.AsFilm(rows[i].Film!))).ToList();
        var films = await FilmView.LoadAsync(store, [.. open.Select(row => row.Keys)], cancellationToken);
        foreach (var write in unfinished.SelectMany(batch => batch._writes))
            films.Put(write.Film, write.Current);
        var now = time.GetStoredNow();
        var writes = new List<Write>();
        foreach (var (i, keys) in open)
        {
            if (Decide(i, RowDecision.Of(rows[i].Film!, keys, films, now)) is not { } write)
                continue;
            writes.Add(write);
            films.Put(write.Film, write.Current);
        }

        _writes = writes;
    }

    private Write? Decide(int i, RowDecision decision)
    {
        if (decision.Film is not { } film)
        {
            Reject(i, decision.Reason!);
            return null;
        }

        var current = decision.Current;
        var id = current?.Id ?? Guid.CreateVersion7(film.CreatedAt);
        if (seen.FirstOrAdd(rows[i].Number, id) is { } first)
            Reject(i, $"Duplicate of row {first}.");
        else if (decision.ChangesNothing)
            Done(i, ImportStatus.Unchanged, id, film);
        else
            return new(i, new() { Id = id, Version = (current?.Version ?? 0) + 1, Body = film }, current);
        return null;
    }

    // Updates first: they may free a key that a new film takes.
    private async Task WriteDecidedAsync(CancellationToken cancellationToken)
    {
        var inserts = _writes.Where(write => write.Current is null).ToList();
        var updates = _writes.Except(inserts).ToList();
        Take(updates, ImportStatus.Updated, await writer.UpdateAsync([.. updates.Select(AsUpdate)], cancellationToken));
        Take(inserts, ImportStatus.Created, await writer.InsertAsync([.. inserts.Select(AsInsert)], cancellationToken));
    }

    private static DocumentUpdate<Movie> AsUpdate(Write write) => new(
        write.Film.Id,
        write.Current!.Version,
        write.Film.Body,
        [MovieChanges.Of(write.Film.Id, write.Film.Version, write.Current.Body, write.Film.Body)])
    {
        MayWait = EventsMayWait,
    };

    private static NewDocument<Movie> AsInsert(Write write) =>
        new(write.Film.Id, write.Film.Body, [MovieChanges.Created(write.Film.Id, write.Film.Body)]) { MayWait = EventsMayWait };

    private void Take(IReadOnlyList<Write> writes, ImportStatus status, IReadOnlyList<WriteResult> results)
    {
        foreach (var (write, result) in writes.Zip(results))
        {
            _refusals[write.Row] = result.Status == WriteStatus.Duplicate ? RowDecision.Taken(result.Index) : null;
            if (result.Status == WriteStatus.Written)
                Done(write.Row, status, write.Film.Id, write.Film.Body);
        }
    }

    private void Done(int i, ImportStatus status, Guid id, Movie film) => _results[i] = new(rows[i].Number, status, id, film.Title);

    private void Reject(int i, string reason) => _results[i] = ImportRowResult.Rejected(rows[i].Number, rows[i].Film?.Title, reason);

    /// <param name="Row">Its index in the batch.</param>
    /// <param name="Film">As the write makes it.</param>
    /// <param name="Current">As it is; null when it is new.</param>
    private sealed record Write(int Row, Document<Movie> Film, Document<Movie>? Current);
}
