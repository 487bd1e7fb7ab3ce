using System.Net;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.UserApi.Playback;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;

namespace FilmStreaming.Tests.UserApi;

/// <summary>Several replicas of the service on one real database.</summary>
public sealed class ReplicaTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingAnnouncer _announcer = new();
    private readonly MongoUrl _database = RealServers.Database($"test-{Guid.CreateVersion7():N}");

    public async ValueTask DisposeAsync()
    {
        using var client = new MongoClient(_database);
        await client.DropDatabaseAsync(_database.DatabaseName);
        _folder.Dispose();
    }

    [Fact]
    public async Task Replicas_ThatStartTogether_ShareOneSigningKeyAndOneAdministrator()
    {
        var replicas = await Task.WhenAll(StartAsync(), StartAsync());
        try
        {
            var keySets = await Task.WhenAll(replicas.Select(replica => replica.GetAsync("/.well-known/jwks.json")));
            Assert.Equal(keySets[0].Body, keySets[1].Body);
            Assert.Single(keySets[0].Json.GetProperty("keys").EnumerateArray());

            var (email, password) = Assert.Single(_announcer.Announced);
            var token = (await replicas[0].SignInAsync(email, password)).Json.GetProperty("accessToken").GetString();
            Assert.Equal(HttpStatusCode.OK, (await replicas[1].GetAsync("/v1/me", token)).Status);
        }
        finally
        {
            foreach (var replica in replicas)
                await replica.DisposeAsync();
        }
    }

    [Fact]
    public async Task History_RemovedThroughOneReplica_HasNothingOfWhatTheOtherHasJustAcknowledged()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        var viewer = await one.NewViewerAsync();
        for (var turn = 0; turn < 10; turn++)
        {
            var movie = one.Catalogue.Add();
            other.Catalogue.Add(movie);
            var player = new Player(one, viewer, movie.MovieId);
            await player.ReportAsync("stop", 95 * Reports.Minute, playedFromMs: 0);

            var removal = await other.DeleteAsync(turn % 2 == 0 ? $"/v1/me/history?movieId={movie.MovieId}" : "/v1/me/history?all=true", viewer.Token);
            Assert.Equal(HttpStatusCode.NoContent, removal.Status);

            Assert.Equal(404, (await player.StateAsync()).GetProperty("status").GetInt32());
            Assert.Equal(0, (await one.GetAsync("/v1/me/history", viewer.Token)).Json.GetProperty("items").GetArrayLength());
        }
    }

    [Fact]
    public async Task Plays_AddedThroughBothReplicasAtOnce_AreOne()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        var viewer = await one.NewViewerAsync();
        var movie = one.Catalogue.Add();
        other.Catalogue.Add(movie);
        var json = $$"""{"movieId":"{{movie.MovieId}}","watchedAt":"2026-03-01T20:15:00Z"}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(turn =>
            (turn % 2 == 0 ? one : other).PostAsync("/v1/me/history", json, viewer.Token)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(49, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(1, (await other.GetAsync("/v1/me/history", viewer.Token)).Json.GetProperty("items").GetArrayLength());
    }

    private Task<TestUserApi> StartAsync() => TestUserApi.StartAsync(
        _folder.FullPath,
        builder => builder.Services.AddSingleton<IAdministratorAnnouncer>(_announcer),
        settings: [("ConnectionStrings:userdb", _database.ToString()), ("FilmStreaming:Administrator:GeneratePassword", "true")]);
}
