using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.MovieApi.Lookup;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.MovieApi;

public sealed class MoviePageTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_AfterPage_TellsOfEveryFilmOnceAndOfRemovedOnesToo()
    {
        var store = fixture.Api.Services.GetRequiredService<IMovieStore>();
        var now = TimeProvider.System.GetStoredNow();
        var films = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var film in films)
        {
            var movie = new Movie { Title = $"{film:N}", CreatedAt = now, UpdatedAt = now };
            await store.Documents.InsertAsync(new(film, film == films[2] ? movie.Delete(now) : movie, []), Stop);
        }

        var handler = new MoviePageHandler(store);
        List<MoviePage> pages = [];
        do
            pages.Add(await handler.HandleAsync(new(2, pages is [.., var last] ? last.Next : null), Stop));
        while (pages[^1].Next is not null);

        Assert.All(pages.SkipLast(1), page => Assert.Equal(2, page.Movies.Count + page.Removed.Count));
        var told = pages.SelectMany(page => page.Movies.Select(movie => movie.MovieId)).Where(films.Contains).ToList();
        Assert.Equal(films.Where(film => film != films[2]).Order(), told);
        Assert.Equal([new(films[2], 1)], pages.SelectMany(page => page.Removed).Where(removal => films.Contains(removal.MovieId)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(MoviePageQuery.MaxLimit + 1)]
    public async Task Page_OfNoneOrTooMany_IsRefused(int limit) => await Assert.ThrowsAsync<RequestUnavailableException>(
        () => fixture.Api.Services.GetRequiredService<IRequestClient>().AskAsync(MovieRequests.Page, new(limit), Stop));
}
