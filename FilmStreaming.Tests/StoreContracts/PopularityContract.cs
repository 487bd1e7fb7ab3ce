using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Trends;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What plays make of the order of all films, over either form of storage.</summary>
public abstract class PopularityContract : TrendContract
{
    [Fact]
    public async Task Popularity_FollowsThePlays_AndIsNoNewVersion()
    {
        var store = Host.Services.GetRequiredService<IMovieStore>();
        var (played, voted) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await store.Documents.InsertManyAsync(
        [
            new(played, Movie.Create(new() { Title = "Played" }, Now), []),
            new(voted, Movie.Create(new() { Title = "Voted", Rating = new() { Average = 6, Votes = 3 } }, Now), []),
        ], Stop);
        Assert.Equal([voted, played], await MostPopularAsync());

        await PlayAsync(played, 9, hoursAgo: 0);
        await RefreshAsync(Now);

        Assert.Equal([played, voted], await MostPopularAsync());
        var film = (await store.Documents.FindAsync(played, Stop))!;
        Assert.Equal(MovieScore.OfPopularity(null, 9), film.Body.Keys!.Popularity, precision: 3);
        Assert.Equal(1, film.Version);
        Assert.True(film.Body.HasContentOf(Movie.Create(new() { Title = "Played" }, Now)));

        // A change since it was read is not undone.
        await store.Documents.UpdateAsync(played, 1, film.Body.Replace(new() { Title = "Renamed" }, Now), [], Stop);
        await store.SetPopularityAsync(film, 7, Stop);
        var renamed = (await store.Documents.FindAsync(played, Stop))!.Body;
        Assert.Equal(("Renamed", 0), (renamed.Title, renamed.Keys!.Popularity));

        await RefreshAsync(Now);
        Assert.Equal([played, voted], await MostPopularAsync());
        await RefreshAsync(Now.AddDays(50));
        Assert.Equal([voted, played], await MostPopularAsync());
        Assert.Equal(0, (await store.Documents.FindAsync(played, Stop))!.Body.Keys!.Popularity);
    }

    private async Task RefreshAsync(DateTimeOffset now)
    {
        using var refresh = ActivatorUtilities.CreateInstance<PopularityRefresh>(Host.Services, new FakeTimeProvider(now));
        await refresh.RefreshAsync(Stop);
    }

    private async Task<IEnumerable<Guid>> MostPopularAsync() =>
        (await Host.Services.GetRequiredService<ICatalogueQueries>().ListAsync(MovieFilter.Published, MovieOrder.MostPopular, null, 10, Stop))
        .Select(film => film.Id);
}

public sealed class EmbeddedTrendTests : PopularityContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override Task<StoreHost> OpenAsync() => StoreHost.StartEmbeddedAsync(_folder.FullPath, AddTo);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
