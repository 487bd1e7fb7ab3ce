using System.Net;
using FilmStreaming.Tests.Infrastructure;
using MongoDB.Driver;

namespace FilmStreaming.Tests.UserApi.Sessions;

/// <summary>One refresh token used by many at the same moment.</summary>
public sealed class RefreshRaceTests
{
    [Fact]
    public async Task Refresh_100TimesAtOnce_GivesOneSuccessor_EmbeddedDatabase()
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(folder.FullPath);

        await AssertOneSuccessorAsync(api);
    }

    [Fact]
    public async Task Refresh_100TimesAtOnceThroughTwoReplicas_GivesOneSuccessor_RealServers()
    {
        using var folder = new TemporaryFolder();
        var database = RealServers.Database($"test-{Guid.CreateVersion7():N}");
        try
        {
            var shared = ("ConnectionStrings:userdb", database.ToString());
            await using var one = await TestUserApi.StartAsync(folder.FullPath, settings: shared);
            await using var other = await TestUserApi.StartAsync(folder.FullPath, settings: shared);

            await AssertOneSuccessorAsync(one, other);
        }
        finally
        {
            using var client = new MongoClient(database);
            await client.DropDatabaseAsync(database.DatabaseName, CancellationToken.None);
        }
    }

    private static async Task AssertOneSuccessorAsync(params TestUserApi[] replicas)
    {
        var viewer = await replicas[0].NewViewerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(turn =>
            replicas[turn % replicas.Length].RefreshAsync(viewer.RefreshToken)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var successor = Assert.Single(answers.Select(answer => answer.Json.GetProperty("refreshToken").GetString()).Distinct());
        Assert.Equal(HttpStatusCode.OK, (await replicas[^1].RefreshAsync(successor!)).Status);
    }
}
