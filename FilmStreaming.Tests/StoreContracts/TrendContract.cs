using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Trends;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What plays make of films, over either form of storage: each counts once, whenever and however often it is told.</summary>
public abstract class TrendContract : IAsyncLifetime
{
    private protected static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 3600 * 3600);

    private protected StoreHost Host { get; private set; } = null!;

    private protected IPlayFactStore Facts => Host.Services.GetRequiredService<IPlayFactStore>();

    private protected ITrendStore Trends => Host.Services.GetRequiredService<ITrendStore>();

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private PlayRecorder Plays => Host.Services.GetRequiredService<PlayRecorder>();

    private protected abstract Task<StoreHost> OpenAsync();

    public async ValueTask InitializeAsync() => Host = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal static void AddTo(DocumentDatabaseBuilder database)
    {
        EmbeddedCatalogue.AddCollection(database);
        database.AddTrendStores().Services
            .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
            .AddSingleton<TrendingMovies>();
    }

    [Fact]
    public async Task Plays_ToldInAnyOrderAndAgain_GiveTheSameTrend()
    {
        var random = new Random(5);
        var plays = Enumerable.Range(0, 30)
            .Select(_ => (Id: Guid.CreateVersion7(), HoursAgo: random.Next(4) * random.Next(30))).ToArray();
        var expected = plays.CountBy(play => play.HoursAgo)
            .Select(hour => new HourOfPlays(TrendWindow.HourOf(Now) - hour.Key, hour.Value)).OrderBy(hour => hour.Hour).ToArray();

        foreach (var window in new[] { TrendWindow.Day, TrendWindow.Week })
        {
            Assert.Equal(
                plays.Sum(play => Math.Pow(0.5, (double)play.HoursAgo / window.HalfLife)),
                ForwardDecay.WeightAt(Now, ForwardDecay.Of(expected, window)!.Value, window),
                precision: 9);
        }

        for (var replay = 0; replay < 3; replay++)
        {
            var movie = Guid.CreateVersion7();
            var told = plays.Concat(plays[..10]).ToArray();
            random.Shuffle(told);
            // A play is of one film, so each replay has plays of its own.
            var offset = Guid.CreateVersion7();
            await Parallel.ForEachAsync(told, Stop, async (play, stop) =>
                await Plays.RecordStartAsync(Mix(play.Id, offset), movie, play.Id, Now.AddHours(-play.HoursAgo), stop));

            var trend = (await Trends.Documents.FindAsync(movie, Stop))!.Body;
            Assert.Equal(expected, trend.Hours);
            Assert.Equal(ForwardDecay.Of(expected, TrendWindow.Day), trend.Day);
            Assert.Equal(ForwardDecay.Of(expected, TrendWindow.Week), trend.Week);
        }
    }

    [Fact]
    public async Task Plays_CountedByTwoReplicasAtOnce_AreAllCounted()
    {
        using var other = ActivatorUtilities.CreateInstance<PlayRecorder>(Host.Services);
        var movie = Guid.CreateVersion7();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            (i % 2 == 0 ? Plays : other).RecordStartAsync(Guid.CreateVersion7(), movie, Guid.CreateVersion7(), Now, Stop)));

        Assert.Equal([new HourOfPlays(TrendWindow.HourOf(Now), 20)], (await Trends.Documents.FindAsync(movie, Stop))!.Body.Hours);
    }

    [Fact]
    public async Task Play_ToldByOneWhoDiedBeforeCounting_IsCountedWhenItIsToldAgain()
    {
        var (play, movie, hour) = (Guid.CreateVersion7(), Guid.CreateVersion7(), TrendWindow.HourOf(Now));
        await Facts.Documents.InsertAsync(
            new(play, new() { MovieId = movie, Hour = hour - 1, ExpiresAt = TrendWindow.ExpiryOf(hour) }, []), Stop);

        await Plays.RecordStartAsync(play, movie, Guid.CreateVersion7(), Now, Stop);

        Assert.Equal([new HourOfPlays(hour - 1, 1)], (await Trends.Documents.FindAsync(movie, Stop))!.Body.Hours);
    }

    [Fact]
    public async Task Play_OfLongAgo_IsNotKept()
    {
        var (play, movie) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        await Plays.RecordStartAsync(play, movie, Guid.CreateVersion7(), Now.AddHours(-TrendWindow.KeptHours), Stop);

        Assert.Null(await Facts.Documents.FindAsync(play, Stop));
        Assert.Null(await Trends.Documents.FindAsync(movie, Stop));
    }

    [Fact]
    public async Task RemovedPlay_LeavesTheTrend_AndDoesNotComeBack()
    {
        var (play, movie, account) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await Plays.RecordStartAsync(Guid.CreateVersion7(), movie, account, Now, Stop);
        await Plays.RecordStartAsync(play, movie, account, Now.AddHours(-1), Stop);

        for (var told = 0; told < 2; told++)
            await Plays.RemovePlayAsync(play, movie, Stop);
        await Plays.RecordStartAsync(play, movie, account, Now.AddHours(-1), Stop);
        await Plays.RecordCompletionAsync(play, movie, account, Now, Stop);

        Assert.Equal([new HourOfPlays(TrendWindow.HourOf(Now), 1)], (await Trends.Documents.FindAsync(movie, Stop))!.Body.Hours);
    }

    [Fact]
    public async Task Plays_OfOneViewer_CountTwiceADayAtMost_AndOthersBeside()
    {
        var (movie, day) = (Guid.CreateVersion7(), Now.AddHours(-TrendWindow.HourOf(Now) % 24 - 24));
        var (fan, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var plays = Enumerable.Range(0, 24).Select(hour => (Id: Guid.CreateVersion7(), Hour: 23 - hour)).ToArray();
        foreach (var (id, hour) in plays)
            await Plays.RecordStartAsync(id, movie, fan, day.AddHours(hour), Stop);
        await Plays.RecordStartAsync(Guid.CreateVersion7(), movie, fan, day.AddHours(-1), Stop);
        await Plays.RecordStartAsync(Guid.CreateVersion7(), movie, other, day.AddHours(7), Stop);
        var first = TrendWindow.HourOf(day);

        Assert.Equal(
            [new HourOfPlays(first - 1, 1), new HourOfPlays(first, 2), new HourOfPlays(first + 7, 1)],
            (await Trends.Documents.FindAsync(movie, Stop))!.Body.Hours);

        // What counted is taken back: then another of the day does.
        foreach (var (id, _) in plays[2..])
            await Plays.RemovePlayAsync(id, movie, Stop);
        Assert.Equal(
            [new HourOfPlays(first - 1, 1), new HourOfPlays(first + 7, 1), new HourOfPlays(first + 22, 2)],
            (await Trends.Documents.FindAsync(movie, Stop))!.Body.Hours);
    }

    [Fact]
    public async Task Account_WhosePlaysAreToldAfterItIsErased_IsInNone()
    {
        var (known, movie, account) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await Plays.RecordStartAsync(known, movie, account, Now, Stop);
        var viewer = (await Facts.Documents.FindAsync(known, Stop))!.Body.Viewer!;
        await new ViewedPlays(Plays).EraseAsync(account, Stop);

        foreach (var late in new[] { known, Guid.CreateVersion7(), Guid.CreateVersion7() })
        {
            await Plays.RecordStartAsync(late, movie, account, Now, Stop);
            await Plays.RecordCompletionAsync(late, movie, account, Now, Stop);
        }

        Assert.Empty(await Facts.ListAsync(viewer, 10, Stop));
        Assert.All(await Facts.Documents.ListAsync(null, 100, Stop), fact => Assert.Null(fact.Body.Viewer));
        Assert.Empty((await Trends.Documents.FindAsync(movie, Stop))!.Body.Hours);
    }

    [Fact]
    public async Task Account_IsNotInItsPlays_AndTheyGoWithIt()
    {
        var (play, movie, account, other) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await Plays.RecordStartAsync(play, movie, account, Now, Stop);
        await Plays.RecordStartAsync(Guid.CreateVersion7(), movie, other, Now, Stop);
        var viewer = (await Facts.Documents.FindAsync(play, Stop))!.Body.Viewer!;
        Assert.Equal(64, viewer.Length);
        Assert.DoesNotContain(account.ToString("N"), viewer, StringComparison.OrdinalIgnoreCase);

        for (var told = 0; told < 2; told++)
            await new ViewedPlays(Plays).EraseAsync(account, Stop);
        await Plays.RecordStartAsync(play, movie, account, Now, Stop);

        Assert.Empty(await Facts.ListAsync(viewer, 10, Stop));
        Assert.Equal([new HourOfPlays(TrendWindow.HourOf(Now), 1)], (await Trends.Documents.FindAsync(movie, Stop))!.Body.Hours);
    }

    [Fact]
    public async Task Trending_AreThePublishedFilms_TheMostPlayedFirst()
    {
        var films = new[] { MovieStatus.Published, MovieStatus.Published, MovieStatus.Archived, MovieStatus.Published, MovieStatus.Published }
            .Select((status, i) => (Id: Guid.CreateVersion7(), Film: Movie.Create(new() { Title = $"Film {i}", Status = status }, Now))).ToArray();
        await Host.Services.GetRequiredService<IMovieStore>().Documents.InsertManyAsync(
            [.. films.Select(film => new NewDocument<Movie>(film.Id, film.Film, []))], Stop);
        // Film 0 was played often a week ago, film 1 a little today, film 4 hardly, 2 is archived and 3 has not been played.
        await PlayAsync(films[0].Id, 10, hoursAgo: 7 * 24);
        await PlayAsync(films[1].Id, 2, hoursAgo: 0);
        await PlayAsync(films[2].Id, 20, hoursAgo: 0);
        await PlayAsync(films[4].Id, 1, hoursAgo: 8 * 24);

        Assert.Equal(["1 Film 1", "2 Film 0"], await ListAsync(TrendWindow.Day, 10));
        Assert.Equal(["1 Film 0", "2 Film 1", "3 Film 4"], await ListAsync(TrendWindow.Week, 10));
        Assert.Equal(["1 Film 0"], await ListAsync(TrendWindow.Week, 1));
    }

    [Fact]
    public async Task Trends_FromEveryPosition_GoOn()
    {
        var movies = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var (i, movie) in movies.Index())
            await PlayAsync(movie, 1 + i / 3, hoursAgo: 0);
        var floor = ForwardDecay.ScoreAt(Now, 2, TrendWindow.Day);

        var all = await Trends.ListAsync(TrendWindow.Day, floor, null, 100, Stop);

        Assert.Equal(movies[3..].Chunk(3).Reverse().SelectMany(tied => tied.Order()), all.Select(trend => trend.MovieId));
        for (var i = 0; i < all.Count; i++)
            Assert.Equal(all.Skip(i + 1).Take(2), await Trends.ListAsync(TrendWindow.Day, floor, all[i], 2, Stop));
    }

    private protected async Task PlayAsync(Guid movie, int plays, int hoursAgo)
    {
        for (var i = 0; i < plays; i++)
            await Plays.RecordStartAsync(Guid.CreateVersion7(), movie, Guid.CreateVersion7(), Now.AddHours(-hoursAgo), Stop);
    }

    private async Task<IEnumerable<string>> ListAsync(TrendWindow window, int limit)
    {
        var list = await Host.Services.GetRequiredService<TrendingMovies>().ListAsync(window, limit, Stop);
        return list.Select(trending => $"{trending.Rank} {trending.Movie.Title}");
    }

    private static Guid Mix(Guid left, Guid right) =>
        new([.. left.ToByteArray().Zip(right.ToByteArray(), (l, r) => (byte)(l ^ r))]);
}
