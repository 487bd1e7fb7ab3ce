namespace FilmStreaming.UserApi.Films;

/// <summary>The projection of the catalogue.</summary>
internal interface IFilmStore
{
    /// <summary>
    /// Replaces what is known of each film, unless that is of a newer version. The comparison and the write are one. The same version
    /// makes the same film, whatever became of the copy. At most 1,000, none of them twice.
    /// </summary>
    Task ApplyAsync(IReadOnlyList<FilmChange> changes, CancellationToken cancellationToken);

    /// <summary>Those of the films that are known.</summary>
    Task<IReadOnlyDictionary<Guid, Film>> FindManyAsync(IReadOnlyCollection<Guid> movieIds, CancellationToken cancellationToken);
}

/// <param name="MovieId">The film.</param>
/// <param name="MovieVersion">The version that is now known.</param>
/// <param name="Change">Makes the new state from the present one, if any. May be called more than once.</param>
internal sealed record FilmChange(Guid MovieId, long MovieVersion, Func<Film?, Film> Change);
