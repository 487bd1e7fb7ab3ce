using System.Net;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Upgrade;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MongoDB.Driver;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>Films that an older release has written get the keys of this one.</summary>
public sealed class KeysUpgradeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_OfOlderFilms_MakesThemFoundAgain()
    {
        await using var api = await MovieApiService.StartAsync();
        await UpgradesAsync(api);
    }

    [Fact]
    public async Task Upgrade_OfOlderFilmsInMongo_MakesThemFoundAgain()
    {
        await using var api = await MovieApiService.StartOnMongoAsync();
        await UpgradesAsync(api);
        // As the first release wrote them: without the field.
        await api.Services.GetRequiredService<MongoDocuments<Movie>>().Collection.UpdateManyAsync(
            Builders<Document<Movie>>.Filter.Exists(film => film.Body.Keys),
            Builders<Document<Movie>>.Update.Unset(MongoOutdatedFilms.Field),
            cancellationToken: Stop);

        Assert.Equal(601, await UpgradeOf(api).RunAsync(Stop));
    }

    private static async Task UpgradesAsync(MovieApiService api)
    {
        var store = api.Services.GetRequiredService<IMovieStore>();
        var films = Enumerable.Range(0, 600).Select(i => new NewDocument<Movie>(Guid.CreateVersion7(), Older($"Metropolis {i}"), [])).ToList();
        await store.Documents.InsertManyAsync(films, Stop);
        var deleted = Older("Gone");
        await store.Documents.InsertAsync(new(Guid.CreateVersion7(), deleted.Delete(deleted.UpdatedAt), []), Stop);
        // Of two films that were different for the older release, and are one for this one, the second keeps its keys.
        await store.Documents.InsertManyAsync([new(Guid.CreateVersion7(), Older("Twin"), []), new(Guid.CreateVersion7(), Older("Twin", "twin"), [])], Stop);
        var export = (await api.SendAsync(HttpMethod.Get, "/v1/movies/export", api.Editor, null)).Body;
        Assert.Equal(0, await CountAsync(api, "7 metropolis"));

        // The service's own, at its start, found an empty catalogue.
        Assert.Equal(601, await UpgradeOf(api).RunAsync(Stop));

        Assert.Equal(1, await CountAsync(api, "7 metropolis"));
        Assert.True(await CountAsync(api, "metrpolis") > 0);
        Assert.Equal(0, await UpgradeOf(api).RunAsync(Stop));
        var answer = await api.GetAsync($"/v1/movies/{films[0].Id}");
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (answer.Status, answer.Header("ETag")));
        Assert.Equal(export, (await api.SendAsync(HttpMethod.Get, "/v1/movies/export", api.Editor, null)).Body);
        Assert.All(await store.Documents.FindManyAsync([.. films.Select(film => film.Id)], Stop), film => Assert.Empty(film.Pending));
    }

    private static KeysUpgrade UpgradeOf(MovieApiService api) =>
        Assert.Single(api.Services.GetServices<IHostedService>().OfType<KeysUpgrade>());

    private static async Task<int> CountAsync(MovieApiService api, string text)
    {
        var search = api.Services.GetRequiredService<MovieSearch>();
        return (await search.RankAsync(await search.InterpretAsync(text, Stop), MovieFilter.Published, SearchFields.All, Stop)).Count;
    }

    private static Movie Older(string title, string? key = null)
    {
        var film = Movie.Create(new() { Title = title }, TimeProvider.System.GetStoredNow());
        return film with { Keys = film.Keys! with { Form = 1, Tokens = [], Natural = key ?? film.Keys!.Natural } };
    }
}
