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

    public async Task ApplyAsync(Guid movieId, long movieVersion, Func<Film?, Film> change, CancellationToken cancellationToken)
    {
        WriteResult result;
        do
        {
            var known = await documents.FindAsync(movieId, cancellationToken);
            if (known is not null && known.Body.MovieVersion >= movieVersion)
                return;

            // Refused when another event was applied in between; then that one is compared with.
            result = known is null
                ? await documents.InsertAsync(new(movieId, change(null), []), cancellationToken)
                : await documents.UpdateAsync(movieId, known.Version, change(known.Body), [], cancellationToken);
        }
        while (result.Status != WriteStatus.Written);
    }

    public async Task<IReadOnlyDictionary<Guid, Film>> FindManyAsync(
        IReadOnlyCollection<Guid> movieIds, CancellationToken cancellationToken) =>
        (await documents.FindManyAsync(movieIds, cancellationToken)).ToDictionary(film => film.Id, film => film.Body);
}
