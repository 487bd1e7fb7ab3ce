using System.Collections.Concurrent;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;

namespace FilmStreaming.Tests.UserApi;

/// <summary>Answers <c>movie.lookup</c> and <c>movie.page</c> in the place of the Movie API.</summary>
internal sealed class FakeCatalogue : IRequestHandler<MovieLookup, MovieLookupReply>, IRequestHandler<MoviePageQuery, MoviePage>
{
    private readonly ConcurrentDictionary<Guid, MovieSnapshot> _movies = [];

    /// <summary>The Movie API fails to answer while this is set.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Adds a film of the test's own.</summary>
    public MovieSnapshot Add(string title = "Metropolis", int? releaseYear = 1927)
    {
        var movie = new MovieSnapshot(Guid.CreateVersion7(), 1, title, releaseYear, 153);
        Add(movie);
        return movie;
    }

    public void Add(MovieSnapshot movie) => _movies[movie.MovieId] = movie;

    public void Remove(Guid movieId) => _movies.TryRemove(movieId, out _);

    public Task<MovieLookupReply> HandleAsync(MovieLookup request, CancellationToken cancellationToken) => IsBroken
        ? throw new InvalidOperationException("The catalogue is broken.")
        : Task.FromResult(new MovieLookupReply([.. request.MovieIds.Select(id => _movies.GetValueOrDefault(id)).OfType<MovieSnapshot>()]));

    public Task<MoviePage> HandleAsync(MoviePageQuery request, CancellationToken cancellationToken)
    {
        if (IsBroken)
            throw new InvalidOperationException("The catalogue is broken.");
        var rest = _movies.Values.Where(movie => movie.MovieId.CompareTo(request.After ?? Guid.Empty) > 0).OrderBy(movie => movie.MovieId).ToList();
        var page = rest.Take(request.Limit).ToList();
        return Task.FromResult(new MoviePage(page, [], rest.Count > page.Count ? page[^1].MovieId : null));
    }
}
