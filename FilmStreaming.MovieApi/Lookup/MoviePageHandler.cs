using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Lookup;

/// <summary>Tells other services, page by page, of every film that the catalogue has or had.</summary>
internal sealed class MoviePageHandler(IMovieStore store) : IRequestHandler<MoviePageQuery, MoviePage>
{
    public async Task<MoviePage> HandleAsync(MoviePageQuery request, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(request.Limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Limit, MoviePageQuery.MaxLimit);
        // One more than the page has tells whether there is another page.
        var found = await store.Documents.ListAsync(request.After, request.Limit + 1, cancellationToken);
        var page = found.Take(request.Limit).ToLookup(film => film.Body.DeletedAt is null);
        return new(
            [.. page[true].Select(film => MovieChanges.Snapshot(film.Id, film.Version, film.Body))],
            [.. page[false].Select(film => new MovieRemoval(film.Id, film.Version))],
            found.Count > request.Limit ? found[request.Limit - 1].Id : null);
    }
}
