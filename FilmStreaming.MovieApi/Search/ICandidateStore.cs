using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Search;

/// <summary>Finds the films that a search then compares.</summary>
internal interface ICandidateStore
{
    /// <summary>The most popular of the films that everybody sees and that meet each of the choices.</summary>
    Task<IReadOnlyList<Document<Movie>>> FindAsync(IReadOnlyList<TermChoice> choices, int take, CancellationToken cancellationToken);

    /// <summary>The most popular of the films that everybody sees and whose folded title is this.</summary>
    Task<IReadOnlyList<Document<Movie>>> FindByTitleAsync(string sortTitle, int take, CancellationToken cancellationToken);
}
