using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Idempotency;
using FilmStreaming.Storage.Mongo;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IdempotencyKeys"/> promises, whichever form stores the keys.</summary>
public abstract class IdempotencyKeysContract : IAsyncLifetime
{
    private static readonly StoredAnswer Answer = new()
    {
        Status = 201,
        Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json; charset=utf-8", ["Location"] = "/films/1" },
        Body = """{"title":"七人の侍"}""",
    };

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetStoredNow());
    private readonly Guid _id = Guid.CreateVersion7();

    private protected StoreHost Host { get; private set; } = null!;

    private protected FakeTimeProvider Time => _time;

    private protected IIdempotencyStore Store => Host.Services.GetRequiredService<IIdempotencyStore>();

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IdempotencyKeys Keys => new(Store, _time);

    private protected abstract Task<StoreHost> OpenAsync();

    public async ValueTask InitializeAsync() => Host = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Claim_WhileAnotherIsAtIt_IsInFlight()
    {
        await MineAsync();

        Assert.IsType<IdempotencyClaim.InFlight>(await Keys.ClaimAsync(_id, "body", Stop));
        Assert.IsType<IdempotencyClaim.Reused>(await Keys.ClaimAsync(_id, "another body", Stop));
        Assert.IsType<IdempotencyClaim.Mine>(await Keys.ClaimAsync(Guid.CreateVersion7(), "body", Stop));
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_IsOnes()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Keys.ClaimAsync(_id, "body", Stop), Stop)));

        Assert.Single(claims.OfType<IdempotencyClaim.Mine>());
        Assert.Equal(15, claims.OfType<IdempotencyClaim.InFlight>().Count());
    }

    [Fact]
    public async Task Claim_OfWhatWasAnswered_GivesTheAnswerForADay()
    {
        await Keys.CompleteAsync(await MineAsync(), Answer, Stop);
        _time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));

        var again = Assert.IsType<IdempotencyClaim.Answered>(await Keys.ClaimAsync(_id, "body", Stop));

        Assert.Equivalent(Answer, again.Answer, strict: true);
        Assert.IsType<IdempotencyClaim.Reused>(await Keys.ClaimAsync(_id, "another body", Stop));
    }

    [Fact]
    public async Task Claim_AfterADay_IsOfANewResource()
    {
        var first = await MineAsync();
        await Keys.CompleteAsync(first, Answer, Stop);
        _time.Advance(TimeSpan.FromHours(24));

        var second = Assert.IsType<IdempotencyClaim.Mine>(await Keys.ClaimAsync(_id, "another body", Stop));

        Assert.NotEqual(first.Record.ResourceId, second.Record.ResourceId);
        Assert.Null(second.Record.Answer);
    }

    [Fact]
    public async Task Claim_AfterAnAttemptThatDied_TakesItsResourceOver()
    {
        var first = await MineAsync();
        _time.Advance(IdempotencyKeys.Patience - TimeSpan.FromMilliseconds(1));
        Assert.IsType<IdempotencyClaim.InFlight>(await Keys.ClaimAsync(_id, "body", Stop));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        var second = await MineAsync();
        await Keys.CompleteAsync(second, Answer, Stop);
        await Keys.CompleteAsync(first, Answer with { Body = "late" }, Stop);

        Assert.Equal(first.Record.ResourceId, second.Record.ResourceId);
        var again = Assert.IsType<IdempotencyClaim.Answered>(await Keys.ClaimAsync(_id, "body", Stop));
        Assert.Equal(Answer.Body, again.Answer.Body);
    }

    private protected async Task<IdempotencyClaim.Mine> MineAsync(Guid? id = null) =>
        Assert.IsType<IdempotencyClaim.Mine>(await Keys.ClaimAsync(id ?? _id, "body", Stop));

    private protected static void AddKeys(DocumentDatabaseBuilder database) => database.AddIdempotencyKeys();
}

public sealed class EmbeddedIdempotencyKeysTests : IdempotencyKeysContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override Task<StoreHost> OpenAsync() => StoreHost.StartEmbeddedAsync(_folder.FullPath, AddKeys);

    [Fact]
    public async Task Sweep_RemovesWhatIsOver()
    {
        var (old, young) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await MineAsync(old);
        Time.Advance(TimeSpan.FromHours(1));
        await MineAsync(young);
        Time.Advance(TimeSpan.FromHours(23));

        foreach (var collection in Host.Services.GetServices<IEmbeddedCollection>())
            await collection.RemoveExpiredAsync(Time.GetUtcNow(), Stop);

        Assert.Equal([young], (await Store.Documents.FindManyAsync([old, young], Stop)).Select(record => record.Id));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class MongoIdempotencyKeysTests : IdempotencyKeysContract
{
    private protected override Task<StoreHost> OpenAsync() => StoreHost.StartMongoAsync(AddKeys);

    [Fact]
    public async Task Collection_HasAnIndexThatRemovesWhatIsOver()
    {
        await MineAsync();
        var collection = Host.Services.GetRequiredService<MongoDocuments<IdempotencyRecord>>().Collection;

        var indexes = await (await collection.Indexes.ListAsync(Stop)).ToListAsync(Stop);

        var expiry = Assert.Single(indexes, index => index.Contains("expireAfterSeconds"));
        Assert.Equal((new BsonDocument("body.expiresAt", 1), 0), (expiry["key"].AsBsonDocument, expiry["expireAfterSeconds"].ToInt32()));
    }
}
