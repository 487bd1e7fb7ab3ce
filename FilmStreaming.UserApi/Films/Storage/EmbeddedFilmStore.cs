using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Films.Storage;

internal sealed class EmbeddedFilmStore(EmbeddedDocuments<Film> documents) : FilmStore(documents)
{
    private readonly EmbeddedDocuments<Film> _documents = documents;

    protected override async Task<IReadOnlyList<Document<Film>>> ReadManyAsync(
        IReadOnlyCollection<Guid> movieIds, CancellationToken cancellationToken)
    {
        List<Document<Film>> films = [];
        foreach (var id in movieIds)
        {
            if (await _documents.FindAsync(id, cancellationToken) is { } film)
                films.Add(film);
        }

        return films;
    }
}
