using System.Collections.Concurrent;
using System.Net;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>What other services hear of the changes of a film.</summary>
public sealed class MovieEventTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Writes_OfAFilm_ArePublishedWithTheirVersions()
    {
        var heard = new BlockingCollection<object>();
        await using var api = await MovieApiService.StartAsync(services => services
            .AddSingleton(heard)
            .AddEventHandler<Listener<MovieSnapshot>, MovieSnapshot>("test.created", MovieEvents.Created)
            .AddEventHandler<Listener<MovieSnapshot>, MovieSnapshot>("test.updated", MovieEvents.Updated)
            .AddEventHandler<Listener<MovieRemoval>, MovieRemoval>("test.deleted", MovieEvents.Deleted));

        var path = (await api.PostAsync("/v1/movies", """{"title": "M", "releaseYear": 1931}""")).Header("Location")!;
        var id = Guid.Parse(path.Split('/')[^1]);
        Assert.Equal(new MovieSnapshot(id, 1, "M", 1931, null), await NextAsync(heard));

        await api.PostAsync("/v1/movies/import", """[{"title": "M", "releaseYear": 1931, "runtimeMinutes": 111}]""");
        Assert.Equal(new MovieSnapshot(id, 2, "M", 1931, 111), await NextAsync(heard));

        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync(path, """{"title": "M", "releaseYear": 1931}""", "\"2\"")).Status);
        Assert.Equal(new MovieSnapshot(id, 3, "M", 1931, null), await NextAsync(heard));

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(path, "\"3\"")).Status);
        Assert.Equal(new MovieRemoval(id, 4), await NextAsync(heard));
    }

    private static Task<object> NextAsync(BlockingCollection<object> heard) => Task.Run(() =>
    {
        Assert.True(heard.TryTake(out var next, Patience), "no event came");
        return next;
    });

    internal sealed class Listener<T>(BlockingCollection<object> heard) : IEventHandler<T>
        where T : notnull
    {
        public Task HandleAsync(EventContext<T> context, CancellationToken cancellationToken)
        {
            heard.Add(context.Data, cancellationToken);
            return Task.CompletedTask;
        }
    }
}
