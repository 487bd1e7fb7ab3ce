namespace FilmStreaming.UserApi.Films;

/// <summary>The projection of the catalogue.</summary>
internal interface IFilmStore
{
    /// <summary>
    /// Replaces what is known of the film, unless that is of <paramref name="movieVersion"/> or newer. The comparison and the
    /// write are one.
    /// </summary>
    /// <param name="movieId">The film.</param>
    /// <param name="movieVersion">The version that is now known.</param>
    /// <param name="change">Makes the new state from the present one, if any. May be called more than once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ApplyAsync(Guid movieId, long movieVersion, Func<Film?, Film> change, CancellationToken cancellationToken);

    /// <summary>Those of the films that are known.</summary>
    Task<IReadOnlyDictionary<Guid, Film>> FindManyAsync(IReadOnlyCollection<Guid> movieIds, CancellationToken cancellationToken);
}
