using System.Net;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Auth;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;

namespace FilmStreaming.Tests.UserApi.Auth;

/// <summary>One address used to sign up by many at the same moment, and what that costs.</summary>
public sealed class SignUpRaceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignUp_OfOneAddress100TimesAtOnce_MakesOneAccount_EmbeddedDatabase()
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(folder.FullPath);

        await AssertOneAccountAsync(api);
    }

    [Fact]
    public async Task SignUp_OfOneAddress100TimesAtOnceThroughTwoReplicas_MakesOneAccount_RealServers()
    {
        using var folder = new TemporaryFolder();
        var database = RealServers.Database($"test-{Guid.CreateVersion7():N}");
        try
        {
            var shared = ("ConnectionStrings:userdb", database.ToString());
            await using var one = await TestUserApi.StartAsync(folder.FullPath, settings: shared);
            await using var other = await TestUserApi.StartAsync(folder.FullPath, settings: shared);

            await AssertOneAccountAsync(one, other);
        }
        finally
        {
            using var client = new MongoClient(database);
            await client.DropDatabaseAsync(database.DatabaseName, CancellationToken.None);
        }
    }

    [Fact]
    public async Task SignUp_WhenNoMoreCanBeHashed_IsRefusedWhetherTheAddressHasAnAccountOrNot()
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(
            folder.FullPath, settings: [("PasswordHashing:Concurrency", "1"), ("PasswordHashing:MaxWaiting", "1")]);
        var viewer = await api.NewViewerAsync();
        var hashing = api.Services.GetRequiredService<PasswordHashing>();
        Task<string> waiting;
        using (await hashing.EnterAsync(Stop))
        {
            waiting = hashing.HashAsync("one that waits", Stop);

            foreach (var email in new[] { viewer.Email, TestUserApi.NewEmail() })
                (await api.SignUpAsync(email)).AssertProblem(HttpStatusCode.ServiceUnavailable, "dependency-unavailable");
        }

        await waiting;
    }

    private static async Task AssertOneAccountAsync(params TestUserApi[] replicas)
    {
        var email = TestUserApi.NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(turn => replicas[turn % replicas.Length].SignUpAsync(email)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        Assert.All(answers, answer => Assert.Empty(answer.Body));
        var accounts = replicas[0].Services.GetRequiredService<IAccountStore>();
        Assert.Single(await accounts.ListAsync(new() { EmailPrefix = EmailAddress.Normalize(email), Limit = 10 }, Stop));
        Assert.Equal(HttpStatusCode.OK, (await replicas[^1].SignInAsync(email)).Status);
    }
}
