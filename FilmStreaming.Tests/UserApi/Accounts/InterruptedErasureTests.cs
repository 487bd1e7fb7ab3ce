using System.Net;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Accounts.Erasure;
using FilmStreaming.UserApi.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Accounts;

/// <summary>A replica dies while it deletes an account, right after one of its writes, and another finishes what it began.</summary>
public abstract class InterruptedErasureTests : IAsyncLifetime
{
    private const string Administrator = "root@example.org";

    private readonly TemporaryFolder _folder = new();
    private StoredDocuments _stored = null!;

    public ValueTask InitializeAsync()
    {
        _stored = OpenStored(_folder.FullPath);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stored.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract StoredDocuments OpenStored(string folder);

    [Theory]
    [InlineData(nameof(Account))]
    [InlineData(nameof(Erasure))]
    [InlineData(nameof(Session))]
    public async Task Delete_WhoseReplicaDiesAfterAWrite_IsFinishedByAnother(string write)
    {
        var death = new Death();
        SignedIn gone;
        await using (var api = await StartAsync(death))
        {
            gone = await api.NewViewerAsync();
            await Eventually.BeTrueAsync("the mail of signing up", () => api.Mails.To(gone.Email).Count > 0);
            death.After = write;
            Assert.Equal(HttpStatusCode.InternalServerError, (await api.DeleteAsync("/v1/me", gone.Token)).Status);
        }

        await using var other = await StartAsync(new Death());

        await Eventually.BeTrueAsync("all but the erasure going", async () => await _stored.FindAsync(gone.AccountId) is [] or ["erasures"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.RefreshAsync(gone.RefreshToken)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await other.SignUpAsync(gone.Email)).Status);
        Assert.NotEqual(gone.AccountId, (await other.SignInAgainAsync(gone.Email)).AccountId);
    }

    [Fact]
    public async Task Account_WhoseDeletionWasBegun_IsNotToBeHadBack()
    {
        var death = new Death();
        await using var api = await StartAsync(death);
        var root = await api.SignInAgainAsync(Administrator);
        var gone = await api.NewViewerAsync();
        var accounts = api.Services.GetRequiredService<IAccountStore>();
        await accounts.UpdateAsync(
            gone.AccountId,
            read => new AccountWrite(read.Body with { DeletionBegunAt = read.Body.CreatedAt, LockedAt = read.Body.CreatedAt }),
            TestContext.Current.CancellationToken);

        foreach (var (method, path, json) in new[]
        {
            (HttpMethod.Post, "/unlock", null), (HttpMethod.Patch, "", """{"roles":["administrator"]}"""),
        })
        {
            (await api.SendAsync(method, $"/v1/users/{gone.AccountId}{path}", root.Token, json, ("If-Match", "*")))
                .AssertProblem(HttpStatusCode.NotFound, "user-not-found");
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SignInAsync(gone.Email)).Status);
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await api.SendAsync(HttpMethod.Delete, $"/v1/users/{gone.AccountId}", root.Token, null, ("If-Match", "*"))).Status);
        Assert.Null(await accounts.FindAsync(gone.AccountId, TestContext.Current.CancellationToken));
    }

    private Task<TestUserApi> StartAsync(Death death) => TestUserApi.StartAsync(
        _folder.FullPath,
        builder => builder.Services
            .AddSingleton<IWriteObserver<Account>>(death)
            .AddSingleton<IWriteObserver<Erasure>>(death)
            .AddSingleton<IWriteObserver<Session>>(death),
        settings:
        [
            .. _stored.Settings,
            ("FilmStreaming:Administrator:Email", Administrator),
            ("FilmStreaming:Administrator:Password", TestUserApi.Password),
        ]);

    /// <summary>Fails what is done after the first write of a kind, and after every write from then on.</summary>
    private sealed class Death : IWriteObserver<Account>, IWriteObserver<Erasure>, IWriteObserver<Session>
    {
        private volatile bool _isDead;

        public string? After { get; set; }

        void IWriteObserver<Account>.Written(Guid id, long version) => Die(nameof(Account));

        void IWriteObserver<Erasure>.Written(Guid id, long version) => Die(nameof(Erasure));

        void IWriteObserver<Session>.Written(Guid id, long version) => Die(nameof(Session));

        private void Die(string written)
        {
            _isDead |= After == written;
            if (_isDead)
                throw new InvalidOperationException("The replica has died.");
        }
    }
}

public sealed class EmbeddedInterruptedErasureTests : InterruptedErasureTests
{
    private protected override StoredDocuments OpenStored(string folder) => new EmbeddedStoredDocuments(Path.Combine(folder, "userdb.db"));
}

public sealed class MongoInterruptedErasureTests : InterruptedErasureTests
{
    private protected override StoredDocuments OpenStored(string folder) => new MongoStoredDocuments();
}
