using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Films.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class FilmStore(IDocuments<Film> documents) : IFilmStore
{
    public static readonly CollectionDefinition<Film> Definition = new()
    {
        Name = "films",
        Json = UserJsonContext.Default.DocumentFilm,
    };

    public async Task ApplyAsync(IReadOnlyList<FilmChange> changes, CancellationToken cancellationToken)
    {
        while (changes.Count > 0)
        {
            var known = (await documents.FindManyAsync([.. changes.Select(change => change.MovieId)], cancellationToken))
                .ToDictionary(film => film.Id);
            var added = changes.Where(change => !known.ContainsKey(change.MovieId)).ToList();
            // The same version again makes the same film, and no write.
            var changed = changes.Where(change => known.TryGetValue(change.MovieId, out var film)
                && film.Body.MovieVersion <= change.MovieVersion && film.Body != change.Change(film.Body)).ToList();
            var inserted = await documents.InsertManyAsync(
                [.. added.Select(change => new NewDocument<Film>(change.MovieId, change.Change(null), []))], cancellationToken);
            var updated = await documents.UpdateManyAsync(
                [
                    .. changed.Select(change => known[change.MovieId]).Zip(changed, (film, change) =>
                        new DocumentUpdate<Film>(film.Id, film.Version, change.Change(film.Body), [])),
                ],
                cancellationToken);
            // Refused when another change was applied in between; then that one is compared with.
            changes =
            [
                .. added.Where((_, i) => inserted[i].Status != WriteStatus.Written),
                .. changed.Where((_, i) => updated[i].Status != WriteStatus.Written),
            ];
        }
    }

    public async Task<IReadOnlyDictionary<Guid, Film>> FindManyAsync(
        IReadOnlyCollection<Guid> movieIds, CancellationToken cancellationToken) =>
        (await documents.FindManyAsync(movieIds, cancellationToken)).ToDictionary(film => film.Id, film => film.Body);
}
