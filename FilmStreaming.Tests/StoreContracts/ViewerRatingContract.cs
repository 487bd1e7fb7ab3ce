using CsCheck;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.MovieApi.Ratings;
using FilmStreaming.MovieApi.Ratings.Storage;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What the Movie API makes of the ratings that it is told of, in both forms of storage.</summary>
public abstract class ViewerRatingContract(StorageForm form) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private StoreHost _host = null!;

    private IViewerRatingStore Ratings => _host.Services.GetRequiredService<IViewerRatingStore>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = form == StorageForm.Mongo
        ? await StoreHost.StartMongoAsync(AddStores)
        : await StoreHost.StartEmbeddedAsync(_folder.FullPath, AddStores);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Changes_InAnyOrderAndRepeated_CountEachRaterOnceWithTheNewest()
    {
        var movie = Guid.CreateVersion7();
        RatingChange[] told =
        [
            new(Guid.CreateVersion7(), movie, 1, null, 3), new(Guid.CreateVersion7(), movie, 1, null, 10), new(Guid.CreateVersion7(), movie, 1, null, 5),
        ];
        told = [.. told, told[0] with { Version = 2, OldValue = 3, NewValue = 7 }, told[2] with { Version = 2, OldValue = 5, NewValue = null }, told[0], told[2]];

        await Gen.Shuffle(told).SampleAsync(
            async changes =>
            {
                var film = Guid.CreateVersion7();
                foreach (var change in changes)
                    await HandleAsync(change with { MovieId = film });
                Assert.Equal(new(2, 17), await Ratings.TotalAsync(film, Stop));
            },
            iter: 10);
    }

    [Fact]
    public async Task Erase_OfAnAccount_TakesItsRatingsBackAndLeavesTheOthers()
    {
        var (account, film) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await HandleAsync(new(RatingChange.RaterKeyOf(account), film, 1, null, 2));
        await HandleAsync(new(Guid.CreateVersion7(), film, 1, null, 9));

        await new RatingRecorder(Ratings).EraseAsync(account, Stop);

        Assert.Equal(new(1, 9), await Ratings.TotalAsync(film, Stop));
        Assert.Equal(default, await Ratings.TotalAsync(Guid.CreateVersion7(), Stop));
    }

    private static void AddStores(DocumentDatabaseBuilder database) => database
        .AddStore<ViewerRating, IViewerRatingStore, MongoViewerRatingStore, EmbeddedViewerRatingStore>(ViewerRatingCollection.Definition);

    private Task HandleAsync(RatingChange change) => new RatingRecorder(Ratings).HandleAsync(
        new EventContext<RatingChange>(RatingEvents.Changed.Create("rating", change, TimeProvider.System.GetUtcNow()), change), Stop);
}

public sealed class EmbeddedViewerRatingTests() : ViewerRatingContract(StorageForm.Embedded);

public sealed class MongoViewerRatingTests() : ViewerRatingContract(StorageForm.Mongo);
