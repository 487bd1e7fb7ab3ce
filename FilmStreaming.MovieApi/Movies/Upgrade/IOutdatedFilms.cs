using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Movies.Upgrade;

/// <summary>Finds the films that an older release has written, and whose keys therefore lack what is found by today.</summary>
internal interface IOutdatedFilms
{
    /// <summary>Some films whose keys are not of <see cref="MovieKeys.CurrentForm"/>, in any order. Deleted films have no keys.</summary>
    /// <param name="except">Not these.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">The service stops.</param>
    Task<IReadOnlyList<Document<Movie>>> TakeAsync(IReadOnlyCollection<Guid> except, int take, CancellationToken cancellationToken);
}
