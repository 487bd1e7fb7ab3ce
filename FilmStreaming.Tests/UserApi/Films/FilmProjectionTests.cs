using CsCheck;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.UserApi.Films;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Films;

public sealed class FilmProjectionTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly IFilmStore _films = fixture.Api.Services.GetRequiredService<IFilmStore>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_InAnyOrderAndRepeated_EndInTheNewestState()
    {
        // The versions 1 to 5 of a film, of which the last removes it, each delivered at least once.
        var deliveries = Gen.Shuffle(new long[] { 1, 2, 3, 4, 5, 1, 3, 5 });
        await deliveries.SampleAsync(
            async versions =>
            {
                var id = Guid.CreateVersion7();
                foreach (var version in versions)
                    await (version < 5 ? HandleAsync(Snapshot(id, version)) : HandleAsync(new MovieRemoval(id, version)));

                var film = (await _films.FindManyAsync([id], Stop))[id];
                Assert.Equal((5, false), (film.MovieVersion, film.Available));
            },
            iter: 30);
    }

    [Fact]
    public async Task Removal_OfKnownFilm_KeepsItsTitle()
    {
        var id = Guid.CreateVersion7();
        await HandleAsync(Snapshot(id, 1));

        await HandleAsync(new MovieRemoval(id, 2));

        var film = (await _films.FindManyAsync([id], Stop))[id];
        Assert.Equal(new Film { MovieVersion = 2, Title = "title 1", ReleaseYear = 1927, RuntimeMinutes = 153, Available = false }, film);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(MovieSnapshot.Published, true)]
    [InlineData(MovieSnapshot.Draft, false)]
    [InlineData(MovieSnapshot.Archived, false)]
    [InlineData("embargoed", false)]
    public async Task Snapshot_OfAStatus_IsAvailableWhenPublished(string? status, bool isAvailable)
    {
        var id = Guid.CreateVersion7();
        await HandleAsync(Snapshot(id, 1) with { Status = status, PosterUrl = "https://img.example.org/p.jpg" });

        var film = (await _films.FindManyAsync([id], Stop))[id];
        Assert.Equal((isAvailable, "https://img.example.org/p.jpg"), (film.Available, film.PosterUrl));
    }

    [Fact]
    public async Task Restored_AfterItsRemoval_IsAvailableAgain()
    {
        var id = Guid.CreateVersion7();
        await HandleAsync(new MovieRemoval(id, 2));
        await HandleAsync(Snapshot(id, 3));

        Assert.True((await _films.FindManyAsync([id], Stop))[id].Available);
    }

    [Fact]
    public async Task Removal_BeforeEverythingElse_IsNotUndoneByWhatCameBeforeIt()
    {
        var id = Guid.CreateVersion7();

        await HandleAsync(new MovieRemoval(id, 2));
        await HandleAsync(Snapshot(id, 1));

        Assert.Equal(new Film { MovieVersion = 2, Available = false }, (await _films.FindManyAsync([id], Stop))[id]);
    }

    private static MovieSnapshot Snapshot(Guid id, long version) => new(id, version, $"title {version}", 1927, 153);

    private Task HandleAsync(MovieSnapshot data) => new FilmProjection(_films).HandleAsync(
        new EventContext<MovieSnapshot>(MovieEvents.Updated.Create($"{data.MovieId}", data, TimeProvider.System.GetUtcNow()), data), Stop);

    private Task HandleAsync(MovieRemoval data) => new FilmProjection(_films).HandleAsync(
        new EventContext<MovieRemoval>(MovieEvents.Deleted.Create($"{data.MovieId}", data, TimeProvider.System.GetUtcNow()), data), Stop);
}
