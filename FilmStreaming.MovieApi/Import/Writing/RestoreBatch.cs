using System.Text.Json;
using FilmStreaming.Messaging.Events;
using FilmStreaming.MovieApi.Export;
using FilmStreaming.MovieApi.Import.Reading;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>Brings back films exactly as they were exported. What is there is never overwritten.</summary>
internal sealed class RestoreBatch(IMovieStore store, BulkFilmWriter writer, SeenFilms seen, IReadOnlyList<ParsedRow> rows)
    : IImportBatch
{
    private readonly ImportRowResult[] _results = new ImportRowResult[rows.Count];
    private readonly List<(int Row, Document<Movie> Film)> _new = [];

    public async Task PrepareAsync(IReadOnlyList<IImportBatch> unfinished, CancellationToken cancellationToken)
    {
        var ids = rows.Where(row => row.Film is not null).Select(row => row.Export!.Id!.Value).Distinct().ToList();
        var found = (await store.Documents.FindManyAsync(ids, cancellationToken)).ToDictionary(document => document.Id);
        for (var i = 0; i < rows.Count; i++)
            Decide(i, rows[i], found);
    }

    public async Task<IReadOnlyList<ImportRowResult>> WriteAsync(CancellationToken cancellationToken)
    {
        var written = await writer.InsertAsync([.. _new.Select(item => AsInsert(item.Film))], cancellationToken);
        foreach (var ((i, film), result) in _new.Zip(written))
        {
            if (result.Status == WriteStatus.Written)
                Done(i, ImportStatus.Created, film);
            else
                Reject(i, result.Index is null ? "The film came in at the same moment; restore the row again." : RowDecision.Taken(result.Index));
        }

        return _results;
    }

    private void Decide(int i, ParsedRow row, Dictionary<Guid, Document<Movie>> found)
    {
        if (row.Film is null)
        {
            Reject(i, row.Reason!);
            return;
        }

        if (MovieRules.FirstViolation(row.Film) is { } violation)
        {
            Reject(i, $"film.{violation}");
            return;
        }

        var film = row.Export!.ToDocument();
        if (seen.FirstOrAdd(row.Number, film.Id) is { } first)
            Reject(i, $"Duplicate of row {first}.");
        else if (!found.TryGetValue(film.Id, out var current))
            _new.Add((i, film));
        else if (Json(current).AsSpan().SequenceEqual(Json(film)))
            Done(i, ImportStatus.Unchanged, film);
        else
            Reject(i, $"id: the film is there with another state, as version {current.Version}.");
    }

    // As exported: what is derived of a film, such as its popularity, may differ.
    private static byte[] Json(Document<Movie> film) =>
        JsonSerializer.SerializeToUtf8Bytes(ExportedMovie.Of(film), MovieJsonContext.Default.ExportedMovie);

    private static NewDocument<Movie> AsInsert(Document<Movie> film) => new(film.Id, film.Body, [EventOf(film)])
    {
        Version = film.Version,
        MayWait = ImportBatch.EventsMayWait,
    };

    // Whoever knows a later version from before keeps it.
    private static EventMessage EventOf(Document<Movie> film) => film.Body.DeletedAt is null
        ? MovieChanges.Created(film.Id, film.Body, film.Version)
        : MovieChanges.Of(film.Id, film.Version, film.Body, film.Body);

    private void Done(int i, ImportStatus status, Document<Movie> film) =>
        _results[i] = new(rows[i].Number, status, film.Id, film.Body.Title);

    private void Reject(int i, string reason) => _results[i] = ImportRowResult.Rejected(rows[i].Number, rows[i].Film?.Title, reason);
}
