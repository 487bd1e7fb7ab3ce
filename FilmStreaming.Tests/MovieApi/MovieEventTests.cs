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
        var heard = new BlockingCollection<(string Type, object Data)>();
        await using var api = await MovieApiService.StartAsync(services => services
            .AddSingleton(heard)
            .AddEventHandler<Listener<MovieSnapshot>, MovieSnapshot>("test", MovieEvents.Created)
            .AddEventHandler<Listener<MovieSnapshot>, MovieSnapshot>("test", MovieEvents.Updated)
            .AddEventHandler<Listener<MovieSnapshot>, MovieSnapshot>("test", MovieEvents.Published)
            .AddEventHandler<Listener<MovieSnapshot>, MovieSnapshot>("test", MovieEvents.Archived)
            .AddEventHandler<Listener<MovieSnapshot>, MovieSnapshot>("test", MovieEvents.Restored)
            .AddEventHandler<Listener<MovieRemoval>, MovieRemoval>("test", MovieEvents.Deleted));

        const string Film = """{"title": "M", "releaseYear": 1931}""";
        var path = (await api.PostAsync("/v1/movies", """{"title": "M", "releaseYear": 1931, "status": "draft"}""")).Header("Location")!;
        var film = new MovieSnapshot(Guid.Parse(path.Split('/')[^1]), 1, "M", 1931, Status: MovieSnapshot.Draft);
        await ExpectAsync(MovieEvents.Created.Type, film);

        await api.PostAsync("/v1/movies/import", """[{"title": "M", "releaseYear": 1931, "runtimeMinutes": 111}]""");
        await ExpectAsync(MovieEvents.Updated.Type, film with { Version = 2, RuntimeMinutes = 111 });

        await api.PatchAsync(path, """{"status": "published", "posterUrl": "https://img.example.org/m.jpg", "runtimeMinutes": null}""");
        film = film with { Version = 3, PosterUrl = "https://img.example.org/m.jpg", Status = MovieSnapshot.Published };
        await ExpectAsync(MovieEvents.Published.Type, film);

        await api.PatchAsync(path, """{"status": "archived"}""");
        await ExpectAsync(MovieEvents.Archived.Type, film with { Version = 4, Status = MovieSnapshot.Archived });

        Assert.Equal("\"4\"", (await api.PatchAsync(path, """{"status": "archived"}""")).Header("ETag"));
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync(path, Film, "\"4\"")).Status);
        await ExpectAsync(MovieEvents.Updated.Type, film with { Version = 5, PosterUrl = null, Status = MovieSnapshot.Archived });

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(path, "\"5\"")).Status);
        await ExpectAsync(MovieEvents.Deleted.Type, new MovieRemoval(film.MovieId, 6));

        await api.RestoreAsync(path);
        await ExpectAsync(MovieEvents.Restored.Type, film with { Version = 7, PosterUrl = null, Status = MovieSnapshot.Archived });

        async Task ExpectAsync(string type, object data) => Assert.Equal((type, data), await NextAsync(heard));
    }

    private static Task<(string Type, object Data)> NextAsync(BlockingCollection<(string Type, object Data)> heard) => Task.Run(() =>
    {
        Assert.True(heard.TryTake(out var next, Patience), "no event came");
        return next;
    });

    internal sealed class Listener<T>(BlockingCollection<(string Type, object Data)> heard) : IEventHandler<T>
        where T : notnull
    {
        public Task HandleAsync(EventContext<T> context, CancellationToken cancellationToken)
        {
            heard.Add((context.Message.Type, context.Data), cancellationToken);
            return Task.CompletedTask;
        }
    }
}
