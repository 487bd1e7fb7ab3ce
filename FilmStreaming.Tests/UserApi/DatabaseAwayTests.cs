using System.Net;
using FilmStreaming.Tests.Infrastructure;
using MongoDB.Driver;

namespace FilmStreaming.Tests.UserApi;

public sealed class DatabaseAwayTests
{
    [Fact]
    public async Task Start_BeforeTheDatabase_AnswersUnavailableAndCatchesUp()
    {
        using var folder = new TemporaryFolder();
        var database = RealServers.Database($"test-{Guid.CreateVersion7():N}");
        await using var proxy = new ServerProxy(database.ToString());
        await using var api = await TestUserApi.StartAsync(
            folder.FullPath,
            settings:
            [
                ("ConnectionStrings:userdb", proxy.Address),
                ("FilmStreaming:Administrator:Email", "admin@example.org"),
                ("FilmStreaming:Administrator:Password", TestUserApi.Password),
            ]);
        try
        {
            foreach (var answer in new[]
            {
                await api.SignUpAsync("ann@example.org"),
                await api.SignInAsync("ann@example.org"),
                await api.GetAsync("/.well-known/jwks.json"),
            })
            {
                answer.AssertProblem(HttpStatusCode.ServiceUnavailable, "dependency-unavailable");
                Assert.NotNull(answer.Header("Retry-After"));
            }

            proxy.Open();

            await Eventually.GetAsync(
                "the administrator signs in", () => api.SignInAsync("admin@example.org"), answer => answer.Status == HttpStatusCode.OK);
        }
        finally
        {
            using var client = new MongoClient(database);
            await client.DropDatabaseAsync(database.DatabaseName, CancellationToken.None);
        }
    }
}
