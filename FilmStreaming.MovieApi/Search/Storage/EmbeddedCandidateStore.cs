using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.MovieApi.Search.Storage;

/// <summary>Looks through the films in memory.</summary>
internal sealed class EmbeddedCandidateStore(EmbeddedDocuments<Movie> documents) : ICandidateStore
{
    public Task<IReadOnlyList<Document<Movie>>> FindAsync(
        IReadOnlyList<TermChoice> choices, int take, CancellationToken cancellationToken) =>
        Task.FromResult(MostPopular(keys => choices.All(choice => choice.IsMetBy(keys.Terms)), take));

    public Task<IReadOnlyList<Document<Movie>>> FindByTitleAsync(string sortTitle, int take, CancellationToken cancellationToken) =>
        Task.FromResult(MostPopular(keys => keys.SortTitle == sortTitle, take));

    private IReadOnlyList<Document<Movie>> MostPopular(Func<MovieKeys, bool> condition, int take) =>
    [
        .. documents.All
            .Where(document => document.Body is { Keys: { } keys, Status: MovieStatus.Published } && condition(keys))
            .OrderByDescending(document => document.Body.Rating?.Votes ?? 0).ThenBy(document => document.Id)
            .Take(take),
    ];
}
