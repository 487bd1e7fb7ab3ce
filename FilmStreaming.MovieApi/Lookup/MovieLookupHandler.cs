using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Lookup;

/// <summary>Tells other services whether a film exists, and what they may know of it.</summary>
internal sealed class MovieLookupHandler(IMovieStore store) : IRequestHandler<MovieLookup, MovieLookupReply>
{
    public async Task<MovieLookupReply> HandleAsync(MovieLookup request, CancellationToken cancellationToken) =>
        new(await store.Documents.FindAsync(request.MovieId, cancellationToken) is { Body.DeletedAt: null } found
            ? MovieChanges.Snapshot(found.Id, found.Version, found.Body)
            : null);
}
