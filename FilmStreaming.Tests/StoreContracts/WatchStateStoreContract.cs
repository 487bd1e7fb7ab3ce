using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Tests.UserApi.Playback;
using FilmStreaming.UserApi.Playback;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IWatchStateStore"/> and <see cref="IPlaybackSessionStore"/> promise.</summary>
public abstract class WatchStateStoreContract(StorageForm form) : UserStoreContract(form)
{
    private static readonly DateTimeOffset Tomorrow = TimeProvider.System.GetStoredNow().AddDays(1);

    private readonly Guid _account = Guid.CreateVersion7();

    private IWatchStateStore States => Get<IWatchStateStore>();

    private IPlaybackSessionStore Sessions => Get<IPlaybackSessionStore>();

    [Fact]
    public async Task Save_OfAState_IsFoundAsItWas()
    {
        var (id, state) = NewState(Reports.Evening);
        state = state.Dismiss(Reports.Rules)! with { Past = new PastSessions().Add(state.Sessions), WatchedAt = Reports.Evening };

        Assert.Empty(await States.SaveManyAsync([new(id, 0, state, [])], Stop));

        var found = (await States.FindAsync(id, Stop))!.Body;
        Assert.Equal(Reports.Describe(state), Reports.Describe(found));
        Assert.Equal(state.Past.Depth, found.Past!.Depth);
        Assert.Equal(state.Dismissed, found.Dismissed);
        Assert.Null(await States.FindAsync(Guid.CreateVersion7(), Stop));
    }

    [Fact]
    public async Task SaveMany_WithStaleOnesAmongThem_NamesThemAndWritesTheOthers()
    {
        var ((newId, fresh), (staleId, stale)) = (NewState(Reports.Evening), NewState(Reports.Evening));
        await States.SaveManyAsync([new(staleId, 0, stale, [])], Stop);
        await States.SaveManyAsync([new(staleId, 1, stale, [])], Stop);

        var left = await States.SaveManyAsync([new(newId, 0, fresh, []), new(staleId, 1, stale, [])], Stop);

        Assert.Equal([staleId], left);
        Assert.Equal(1, (await States.FindAsync(newId, Stop))!.Version);
        Assert.Equal(2, (await States.FindAsync(staleId, Stop))!.Version);
    }

    [Fact]
    public async Task Save_WithEvents_PutsThemIntoTheOutbox()
    {
        var (id, state) = NewState(Reports.Evening);
        var started = PlaybackEvents.Started.Create($"{id}", new(id, _account, id, id, Reports.Evening), Reports.Evening);
        var completed = PlaybackEvents.Completed.Create($"{id}", new(id, _account, id, 1, Reports.Evening), Reports.Evening);

        await States.SaveManyAsync([new(id, 0, state, [started])], Stop);
        await States.SaveManyAsync([new(id, 1, state, [completed])], Stop);

        var outbox = Get<IEnumerable<IOutbox>>().Single(outbox => outbox.Name == "watchStates");
        var claim = Assert.Single(await outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        Assert.Equal([started.Id, completed.Id], claim.Events.Select(message => message.Id));
    }

    [Fact]
    public async Task ListContinued_PageByPage_GivesEachOfTheProfileOnceLatestFirst()
    {
        // Several at the same millisecond: their order is by id.
        var changes = new[] { 3, 1, 2, 2, 2, 0 }.Select(minutes => NewState(Reports.Evening.AddMinutes(minutes)))
            .Select(state => new WatchStateChange(state.Id, 0, state.State, [])).ToList();
        var (dismissedId, dismissed) = NewState(Reports.Evening);
        var other = NewState(Reports.Evening, Guid.CreateVersion7());
        await States.SaveManyAsync(
            [.. changes, new(dismissedId, 0, dismissed.Dismiss(Reports.Rules)!, []), new(other.Id, 0, other.State, [])], Stop);

        List<Document<WatchState>> seen = [];
        TimePosition? after = null;
        while (await States.ListContinuedAsync(_account, _account, after, 2, Stop) is [.., var last] page)
        {
            seen.AddRange(page);
            after = new(last.Body.LastAt, last.Id);
        }

        Assert.Equal(
            changes.OrderByDescending(change => change.State.LastAt).ThenByDescending(change => change.Id).Select(change => change.Id),
            seen.Select(state => state.Id));
    }

    [Fact]
    public async Task Claim_OfASession_IsRefusedToAllButItsFirstAccount()
    {
        var (session, free, other) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        Assert.Empty(await Sessions.ClaimAsync([new(session, _account)], Tomorrow, Stop));

        var refused = await Sessions.ClaimAsync([new(session, other), new(session, _account), new(free, other)], Tomorrow, Stop);

        Assert.Equal([new SessionClaim(session, other)], refused);
    }

    [Fact]
    public async Task Claim_OfOneSessionByManyAtOnce_IsGivenToOne()
    {
        var session = Guid.CreateVersion7();

        var refused = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Task.Run(() => Sessions.ClaimAsync([new(session, Guid.CreateVersion7())], Tomorrow, Stop), Stop)));

        Assert.Equal(19, refused.Count(claims => claims.Count == 1));
    }

    [Fact]
    public async Task RemoveAll_OfAnAccount_LeavesThoseOfOthers()
    {
        var other = Guid.CreateVersion7();
        var (mine, theirs) = (NewState(Reports.Evening), NewState(Reports.Evening, other));
        var (session, otherSession) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await States.SaveManyAsync([new(mine.Id, 0, mine.State, []), new(theirs.Id, 0, theirs.State, [])], Stop);
        await Sessions.ClaimAsync([new(session, _account), new(otherSession, other)], Tomorrow, Stop);

        await States.RemoveAllAsync(_account, Stop);
        await Sessions.RemoveAllAsync(_account, Stop);

        Assert.Equal([theirs.Id], (await States.FindManyAsync([mine.Id, theirs.Id], Stop)).Select(state => state.Id));
        var anybody = Guid.CreateVersion7();
        Assert.Equal(
            [new(otherSession, anybody)],
            await Sessions.ClaimAsync([new(session, anybody), new(otherSession, anybody)], Tomorrow, Stop));
    }

    [Fact]
    public async Task Count_OfSessions_IsOfEachAccountAndOfThoseThatAreForgottenLater()
    {
        var (other, nobody) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var (account, minutes) in new[] { (_account, 0), (_account, 1), (_account, 2), (other, 2) })
            await Sessions.ClaimAsync([new(Guid.CreateVersion7(), account)], Tomorrow.AddMinutes(minutes), Stop);

        var counts = await Sessions.CountAsync([_account, other, nobody], Tomorrow, Stop);

        Assert.Equivalent(new Dictionary<Guid, long> { [_account] = 2, [other] = 1 }, counts, strict: true);
    }

    private (Guid Id, WatchState State) NewState(DateTimeOffset time, Guid? account = null)
    {
        var key = PlaybackKey.Of(account ?? _account, Guid.CreateVersion7());
        var report = Reports.Of(1, PlaybackEvent.Progress, 50 * Reports.Minute, time: time, session: Guid.CreateVersion7());
        return (key.StateId, WatchState.New(key).Add([report], Reports.Rules));
    }
}

public sealed class EmbeddedWatchStateStoreTests() : WatchStateStoreContract(StorageForm.Embedded);

public sealed class MongoWatchStateStoreTests() : WatchStateStoreContract(StorageForm.Mongo);
