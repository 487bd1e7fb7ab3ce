using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Movies.Upgrade;

/// <summary>Finds the films that an older release has written, and whose keys therefore lack what is found by today.</summary>
internal interface IOutdatedFilms
{
    /// <summary>Some films whose keys are of a form before <see cref="MovieKeys.CurrentForm"/>, in any order. Deleted films have no keys.</summary>
    /// <param name="except">Not these.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">The service stops.</param>
    Task<IReadOnlyList<Document<Movie>>> TakeAsync(IReadOnlyCollection<Guid> except, int take, CancellationToken cancellationToken);

    /// <summary>
    /// Gives each of the films the keys that it has here, unless it has changed since it was read. That is no new version: a film is
    /// answered and exported as before, and no event tells of it.
    /// </summary>
    /// <returns>The films of which another has a key; they stay as they are.</returns>
    Task<IReadOnlyList<Guid>> SetKeysAsync(IReadOnlyList<Document<Movie>> films, CancellationToken cancellationToken);
}
