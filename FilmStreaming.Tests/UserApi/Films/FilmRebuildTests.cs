using System.Globalization;
using System.Net;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Films;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Films;

public sealed class FilmRebuildTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TestUserApi _api = null!;

    private IFilmStore Films => _api.Services.GetRequiredService<IFilmStore>();

    private FilmRebuild Rebuild => _api.Services.GetRequiredService<FilmRebuild>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await TestUserApi.StartAsync(_folder.FullPath);

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Rebuild_InParts_ReadsEveryFilmOnceAndMendsWhatIsWrong()
    {
        // More than one page of the request.
        var movies = Enumerable.Range(0, MoviePageQuery.MaxLimit + 50)
            .Select(number => _api.Catalogue.Add(number.ToString(CultureInfo.InvariantCulture))).ToList();
        var newer = movies[7];
        await Films.ApplyAsync([FilmProjection.Of(newer with { Version = 5, Title = "newer" }), FilmProjection.Of(movies[8] with { Title = "wrong" })], Stop);

        var (parts, read) = (0, 0);
        RebuildResponse? answer = null;
        do
        {
            answer = await Rebuild.RunAsync(answer?.Next, 210, Stop);
            (parts, read) = (parts + 1, read + answer.Films);
        }
        while (answer.Next is not null);

        Assert.Equal((2, movies.Count), (parts, read));
        var films = await Films.FindManyAsync([.. movies.Select(movie => movie.MovieId)], Stop);
        Assert.Equal(
            movies.ToDictionary(movie => movie.MovieId, movie => movie == newer ? "newer" : movie.Title),
            films.ToDictionary(film => film.Key, film => film.Value.Title!));
        Assert.Equal(new(movies.Count, null), await Rebuild.RunAsync(null, 1000, Stop));
    }

    [Fact]
    public async Task Rebuild_WhileTheCatalogueCannotBeAsked_IsUnavailable()
    {
        _api.Catalogue.Add();
        _api.Catalogue.IsBroken = true;

        await Assert.ThrowsAsync<RequestUnavailableException>(() => Rebuild.RunAsync(null, 10, Stop));
    }

    [Fact]
    public async Task HistoryAndLists_WhileTheCatalogueCannotBeAsked_WorkForKnownFilms()
    {
        var (viewer, known) = (await _api.NewViewerAsync(), _api.Catalogue.Add("Known") with { PosterUrl = "https://img.example.org/known.jpg" });
        _api.Catalogue.Add(known);
        await Rebuild.RunAsync(null, 10, Stop);
        _api.Catalogue.IsBroken = true;

        Assert.Equal(HttpStatusCode.Created, (await _api.PostAsync("/v1/me/history", $$"""{"movieId":"{{known.MovieId}}"}""", viewer.Token)).Status);
        Assert.Equal(HttpStatusCode.Created, (await _api.SendAsync(HttpMethod.Put, $"/v1/me/watchlist/{known.MovieId}", viewer.Token)).Status);
        (await _api.SendAsync(HttpMethod.Put, $"/v1/me/watchlist/{_api.Catalogue.Add().MovieId}", viewer.Token))
            .AssertProblem(HttpStatusCode.ServiceUnavailable, "dependency-unavailable");

        foreach (var list in new[] { "history", "watchlist" })
        {
            var film = (await _api.GetAsync($"/v1/me/{list}", viewer.Token)).Json.GetProperty("items")[0];
            Assert.Equal(("Known", "https://img.example.org/known.jpg"), (film.GetProperty("title").GetString(), film.GetProperty("posterUrl").GetString()));
        }
    }
}
