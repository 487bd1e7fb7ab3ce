using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Lookup;

/// <summary>Tells other services which films exist, and what they may know of them.</summary>
internal sealed class MovieLookupHandler(IMovieStore store) : IRequestHandler<MovieLookup, MovieLookupReply>
{
    public async Task<MovieLookupReply> HandleAsync(MovieLookup request, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.MovieIds.Count, MovieLookup.MaxMovies);
        var found = await store.Documents.FindManyAsync(request.MovieIds, cancellationToken);
        return new([.. found
            .Where(film => Audience.Viewers.Sees(film.Body))
            .Select(film => MovieChanges.Snapshot(film.Id, film.Version, film.Body))]);
    }
}
