using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.UserApi.Sessions;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="ISessionStore"/> promises.</summary>
public abstract class SessionStoreContract(StorageForm form) : UserStoreContract(form)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private ISessionStore Sessions => Get<ISessionStore>();

    [Fact]
    public async Task Add_Session_IsFoundAsItWas()
    {
        var session = NewSession(Guid.CreateVersion7()) with { ParentHash = "p", Salt = "s", RotatedAt = Now, RevokedAt = Now };

        var id = await AddAsync(session);

        var found = (await Sessions.FindAsync(id, Stop))!.Body;
        Assert.Equal(session.Methods, found.Methods);
        Assert.Equal(session, found with { Methods = session.Methods });
        Assert.Null(await Sessions.FindAsync(Guid.CreateVersion7(), Stop));
    }

    [Fact]
    public async Task TryUpdate_OfOneVersionAtOnce_SucceedsOnce()
    {
        var session = NewSession(Guid.CreateVersion7());
        var id = await AddAsync(session);

        var written = await Task.WhenAll(Enumerable.Range(0, 20).Select(turn => Task.Run(
            () => Sessions.TryUpdateAsync(id, 1, session with { TokenHash = $"{turn}" }, [], Stop), Stop)));

        Assert.Single(written, won => won);
        Assert.Equal(2, (await Sessions.FindAsync(id, Stop))!.Version);
    }

    [Fact]
    public async Task ListActive_OfAnAccount_HasItsOwnThatHaveNotEnded_LastSeenFirst()
    {
        var account = Guid.CreateVersion7();
        var older = await AddAsync(NewSession(account) with { LastSeenAt = Now.AddMinutes(-5) });
        var newer = await AddAsync(NewSession(account));
        await AddAsync(NewSession(account) with { ExpiresAt = Now });
        await AddAsync(NewSession(Guid.CreateVersion7()));

        Assert.Equal([newer, older], (await Sessions.ListActiveAsync(account, Now, Stop)).Select(session => session.Id));
    }

    [Fact]
    public async Task ListRevoked_ByPages_HasEachThatWasRevokedSince()
    {
        List<Guid> revoked = [];
        foreach (var minute in Enumerable.Range(1, 5))
            revoked.Add(await AddAsync(NewSession(Guid.CreateVersion7()).Revoke(Now.AddMinutes(minute))));
        await AddAsync(NewSession(Guid.CreateVersion7()).Revoke(Now));
        await AddAsync(NewSession(Guid.CreateVersion7()));

        var first = await Sessions.ListRevokedAsync(Now, null, 3, Stop);
        var second = await Sessions.ListRevokedAsync(Now, first[^1].Id, 3, Stop);

        Assert.Equal(3, first.Count);
        // Ids of one millisecond are in no order of time.
        Assert.Equal(revoked.Order(), first.Concat(second).Select(session => session.Id));
    }

    [Fact]
    public async Task RemoveEnded_BeforeATime_KeepsTheOthersAndThoseWithEvents()
    {
        var account = Guid.CreateVersion7();
        var ended = await AddAsync(NewSession(account) with { ExpiresAt = Now.AddMinutes(-1) });
        var active = await AddAsync(NewSession(account));
        var pending = await AddAsync(NewSession(account));
        var revocation = UserEvents.SessionRevoked.Create($"{pending}", new(pending, account, RevocationReasons.SignedOut, Now), Now);
        await Sessions.TryUpdateAsync(pending, 1, NewSession(account).Revoke(Now.AddMinutes(-1)), [revocation], Stop);

        Assert.Equal(1, await Sessions.RemoveEndedAsync(Now, Stop));
        Assert.Null(await Sessions.FindAsync(ended, Stop));
        Assert.NotNull(await Sessions.FindAsync(active, Stop));
        Assert.NotNull(await Sessions.FindAsync(pending, Stop));

        var outbox = Get<IEnumerable<IOutbox>>().Single(outbox => outbox.Name == "sessions");
        var claim = Assert.Single(await outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        await outbox.CompleteAsync([new(claim, 1)], Stop);
        Assert.Equal(1, await Sessions.RemoveEndedAsync(Now, Stop));
    }

    private static Session NewSession(Guid accountId) => new()
    {
        AccountId = accountId,
        Device = "Lynx",
        CreatedAt = Now,
        LastSeenAt = Now,
        FamilyHash = "family",
        TokenHash = "token",
        ExpiresAt = Now.AddDays(1),
        EndsAt = Now.AddDays(2),
    };

    private async Task<Guid> AddAsync(Session session)
    {
        var id = Guid.CreateVersion7();
        await Sessions.AddAsync(id, session, Stop);
        return id;
    }
}

public sealed class EmbeddedSessionStoreTests() : SessionStoreContract(StorageForm.Embedded);

public sealed class MongoSessionStoreTests() : SessionStoreContract(StorageForm.Mongo);
