using FilmStreaming.MovieApi.Import.Reading;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>Writes some rows: new films all at once, changed films one by one, in an order that ends as if one by one.</summary>
internal sealed class ImportBatch(IMovieStore store, TimeProvider time, SeenKeys seen, IReadOnlyList<ParsedRow> rows)
{
    /// <summary>How often a row is tried when other writers keep changing the same film.</summary>
    private const int MaxAttempts = 4;

    private readonly ImportRowResult?[] _results = new ImportRowResult?[rows.Count];
    private readonly List<(int Index, NewDocument<Movie> Document)> _new = [];

    /// <returns>What became of the rows, in their order. All of it is durable.</returns>
    public async Task<IReadOnlyList<ImportRowResult>> WriteAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Film is null)
                Reject(i, rows[i].Reason!);
        }

        for (var attempt = 0; attempt < MaxAttempts && Open().Any(); attempt++)
            await TryAsync([.. Open()], cancellationToken);
        foreach (var i in Open())
            Reject(i, "The film was changed by others at the same moment; import the row again.");
        return _results!;
    }

    private IEnumerable<int> Open() => Enumerable.Range(0, rows.Count).Where(i => _results[i] is null);

    // A row that another writer was faster than stays open.
    private async Task TryAsync(IReadOnlyList<int> open, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var films = await FilmView.LoadAsync(store, [.. open.Select(i => FilmView.AsFilm(rows[i].Film!))], cancellationToken);
        _new.Clear();
        foreach (var i in open)
            await DecideAsync(i, films, now, cancellationToken);

        var inserted = await store.Documents.InsertManyAsync([.. _new.Select(item => item.Document)], cancellationToken);
        foreach (var ((i, document), result) in _new.Zip(inserted))
        {
            if (result.Status == WriteStatus.Written)
                Done(i, ImportStatus.Created, document.Id, document.Body);
        }
    }

    private async Task DecideAsync(int i, FilmView films, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var decision = RowDecision.Of(rows[i].Film!, films, now);
        if (decision.Film is not { } film)
        {
            Reject(i, decision.Reason!);
            return;
        }

        var keys = FilmView.KeysOf(FilmView.AsFilm(rows[i].Film!)).Concat(decision.Current is { } meant ? [meant.Id.ToString()] : []);
        if (seen.FirstOrAdd(rows[i].Number, [.. keys]) is { } first)
            Reject(i, $"Duplicate of row {first}.");
        else if (decision.Current is not { } current)
            Insert(i, film, films);
        else if (decision.ChangesNothing)
            Done(i, ImportStatus.Unchanged, current.Id, current.Body);
        else
            await UpdateAsync(i, current, film, films, cancellationToken);
    }

    private void Insert(int i, Movie film, FilmView films)
    {
        var id = Guid.CreateVersion7(film.CreatedAt);
        _new.Add((i, new(id, film, [MovieChanges.Created(id, film)])));
        films.Put(new() { Id = id, Version = 1, Body = film });
        seen.FirstOrAdd(rows[i].Number, [id.ToString()]);
    }

    private async Task UpdateAsync(int i, Document<Movie> current, Movie film, FilmView films, CancellationToken cancellationToken)
    {
        var version = current.Version + 1;
        var result = await store.Documents.UpdateAsync(
            current.Id, current.Version, film, [MovieChanges.Of(current.Id, version, current.Body, film)], cancellationToken);
        if (result.Status == WriteStatus.Duplicate)
            Reject(i, RowDecision.Taken(result.Index));
        if (result.Status != WriteStatus.Written)
            return;
        films.Put(current with { Version = version, Body = film }, current);
        Done(i, ImportStatus.Updated, current.Id, film);
    }

    private void Done(int i, ImportStatus status, Guid id, Movie film) => _results[i] = new(rows[i].Number, status, id, film.Title);

    private void Reject(int i, string reason) => _results[i] = ImportRowResult.Rejected(rows[i].Number, rows[i].Film?.Title, reason);
}
