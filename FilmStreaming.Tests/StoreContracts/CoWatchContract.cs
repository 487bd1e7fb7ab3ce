using CsCheck;
using FilmStreaming.MovieApi.Trends;
using FilmStreaming.MovieApi.Trends.CoWatch;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What plays tell of films that the same viewers watched, over either form of storage.</summary>
public abstract class CoWatchContract(StorageForm form) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private StoreHost _host = null!;

    private PlayRecorder Plays => _host.Services.GetRequiredService<PlayRecorder>();

    private WatchedAlso Watched => new(
        _host.Services.GetRequiredService<IViewingStore>(), _host.Services.GetRequiredService<ITrendStore>(), Options.Create(new TrendOptions()));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync() => _host = form == StorageForm.Mongo
        ? await StoreHost.StartMongoAsync(TrendContract.AddTo)
        : await StoreHost.StartEmbeddedAsync(_folder.FullPath, TrendContract.AddTo);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task WatchedAlso_OfPlaysToldInAnyOrderAgainAndTakenBack_IsWhatANaiveCountSays() =>
        await Gen.Select(Gen.Int[0, 6], Gen.Int[0, 4], Gen.Int[0, 3], (viewer, film, kind) => new Play(Guid.CreateVersion7(), viewer, film, (Kind)kind))
            .Array[20, 50].SelectMany(plays => Gen.Shuffle(plays.SelectMany(ToldOf).ToArray()), (plays, told) => (plays, told))
            .SampleAsync(AssertAsync, iter: form == StorageForm.Mongo ? 3 : 15, threads: 1);

    [Fact]
    public async Task Viewer_CountsWithTheLatest100FilmsOnly()
    {
        var (account, films) = (Guid.CreateVersion7(), Enumerable.Range(0, 103).Select(_ => Guid.CreateVersion7()).ToList());
        var now = Now;
        foreach (var (i, film) in films.Index())
            await Plays.RecordCompletionAsync(Guid.CreateVersion7(), film, account, now.AddHours(-i - 1), Stop);
        await Plays.RecordCompletionAsync(Guid.CreateVersion7(), films[50], account, now, Stop);

        var viewer = await _host.Services.GetRequiredService<ViewerPseudonyms>().OfAsync(account, Stop);
        var viewing = await _host.Services.GetRequiredService<IViewingStore>().Documents.FindAsync(Viewing.IdOf(viewer), Stop);

        Assert.Equal([films[50], .. films.Where((_, i) => i != 50).Take(99)], viewing!.Body.Movies);
    }

    [Fact]
    public async Task Films_ThatFewerThanThreeWatched_AreNotNamed_AndNotAfterAnAccountWasDeleted()
    {
        var (film, other, third) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var account in new[] { Guid.CreateVersion7(), Guid.CreateVersion7(), third })
        {
            Assert.Empty(await Watched.OfAsync(film, Stop));
            foreach (var watched in new[] { film, other })
                await Plays.RecordCompletionAsync(Guid.CreateVersion7(), watched, account, Now, Stop);
        }

        Assert.Equal(WatchedAlso.Strength(3, 3, 3), (await Watched.OfAsync(film, Stop))[other]);

        await new ViewedPlays(Plays).EraseAsync(third, Stop);
        var viewer = await _host.Services.GetRequiredService<ViewerPseudonyms>().OfAsync(third, Stop);

        Assert.Empty(await Watched.OfAsync(film, Stop));
        Assert.Null(await _host.Services.GetRequiredService<IViewingStore>().Documents.FindAsync(Viewing.IdOf(viewer), Stop));
    }

    [Fact]
    public void Strength_OfWhatEverybodyPlays_IsLess_AndSoIsThatOfFewViewers()
    {
        Assert.True(WatchedAlso.Strength(10, 20, 100) > WatchedAlso.Strength(10, 20, 10_000));
        Assert.True(WatchedAlso.Strength(30, 30, 30) > WatchedAlso.Strength(3, 3, 3));
        Assert.InRange(WatchedAlso.Strength(1000, 1000, 1000), 0.99, 1);
    }

    private async Task AssertAsync((Play[] Plays, Told[] Told) told)
    {
        // Of each sample its own: the store has those of the samples before.
        var films = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        var accounts = Enumerable.Range(0, 7).Select(_ => Guid.CreateVersion7()).ToArray();
        var ids = told.Plays.ToDictionary(play => play.Id, _ => Guid.CreateVersion7());
        await Parallel.ForEachAsync(told.Told, Stop, async (item, stop) => await TellAsync(
            item.What, ids[item.Play.Id], films[item.Play.Film], accounts[item.Play.Viewer], stop));

        var counted = told.Plays.Where(play => play.Kind != Kind.TakenBack).ToList();
        var viewersOf = films.Select((_, film) => counted
            .Where(play => play.Film == film && play.Kind != Kind.OnlyBegun).Select(play => play.Viewer).ToHashSet()).ToArray();
        for (var film = 0; film < films.Length; film++)
        {
            var expected = Enumerable.Range(0, films.Length)
                .Select(other => (Id: films[other], Both: viewersOf[film].Intersect(viewersOf[other]).Count(), Plays: PlaysOf(other)))
                .Where(other => other.Id != films[film] && other.Both >= 3)
                .ToDictionary(other => other.Id, other => WatchedAlso.Strength(other.Both, viewersOf[film].Count, other.Plays));
            Assert.Equal(expected.OrderBy(pair => pair.Key), (await Watched.OfAsync(films[film], Stop)).OrderBy(pair => pair.Key));
        }

        // Of one viewer no more than two on a day.
        long PlaysOf(int film) => counted.Where(play => play.Film == film).GroupBy(play => play.Viewer)
            .Sum(viewer => Math.Min(viewer.Sum(play => play.Kind == Kind.Watched ? 2 : 1), PlayFact.MostOfADay));
    }

    private Task TellAsync(What what, Guid play, Guid film, Guid account, CancellationToken cancellationToken) => what switch
    {
        What.Begun => Plays.RecordStartAsync(play, film, account, Now, cancellationToken),
        What.Completed => Plays.RecordCompletionAsync(play, film, account, Now, cancellationToken),
        _ => Plays.RemovePlayAsync(play, film, cancellationToken),
    };

    /// <summary>All that is told of a play, some of it twice.</summary>
    private static IEnumerable<Told> ToldOf(Play play) => (play.Kind switch
    {
        Kind.OnlyBegun => (What[])[What.Begun, What.Begun],
        Kind.OnlyCompleted => [What.Completed, What.Completed],
        Kind.Watched => [What.Begun, What.Completed, What.Completed],
        _ => [What.Begun, What.Completed, What.TakenBack, What.TakenBack],
    }).Select(what => new Told(play, what));

    private enum Kind
    {
        OnlyBegun,
        OnlyCompleted,
        Watched,
        TakenBack,
    }

    private enum What
    {
        Begun,
        Completed,
        TakenBack,
    }

    private sealed record Play(Guid Id, int Viewer, int Film, Kind Kind);

    private sealed record Told(Play Play, What What);
}

public sealed class EmbeddedCoWatchTests() : CoWatchContract(StorageForm.Embedded);

public sealed class MongoCoWatchTests() : CoWatchContract(StorageForm.Mongo);
