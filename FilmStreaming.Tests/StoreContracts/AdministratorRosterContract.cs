using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Administration;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>An administrator always remains, whatever acts meet, on several replicas; over both forms of storage.</summary>
public abstract class AdministratorRosterContract(StorageForm form) : UserStoreContract(form)
{
    private IAccountStore Accounts => Get<IAccountStore>();

    private IRosterStore Rosters => Get<IRosterStore>();

    [Fact]
    public async Task Write_ThatLeavesNobody_IsRefused()
    {
        var only = await AddAsync(Roles.Administrator);
        await AddAsync(Roles.Administrator, isLocked: true);
        await AddAsync(Roles.Editor);

        Assert.Equal(RosterWrite.LastAdministrator, await DemoteAsync(Replica(), only));
        Assert.Equal(RosterWrite.LastAdministrator, await LockAsync(Replica(), only));
        Assert.False(await ReleaseAsync(Replica(), only));
        Assert.Contains(Roles.Administrator, (await Accounts.FindAsync(only, Stop))!.Body.Roles);
    }

    [Fact]
    public async Task Write_WhileAnotherRemains_IsDone()
    {
        var (first, second) = (await AddAsync(Roles.Administrator), await AddAsync(Roles.Administrator));

        Assert.Equal(RosterWrite.Written, await DemoteAsync(Replica(), first));
        Assert.Equal(RosterWrite.LastAdministrator, await LockAsync(Replica(), second));

        Assert.Equal(RosterWrite.Written, await PromoteAsync(Replica(), first));
        Assert.True(await ReleaseAsync(Replica(), second));
        var released = (await Accounts.FindAsync(second, Stop))!.Body;
        Assert.Equal([Roles.Viewer], released.Roles);
        Assert.NotNull(released.LockedAt);
    }

    [Fact]
    public async Task Write_OfAnOutdatedVersion_ChangesNothing()
    {
        var (first, _) = (await AddAsync(Roles.Administrator), await AddAsync(Roles.Administrator));
        var read = (await Accounts.FindAsync(first, Stop))!;
        await Accounts.TryUpdateAsync(first, read.Version, read.Body with { FirstName = "Eve" }, [], Stop);

        Assert.Equal(RosterWrite.Stale, await Replica().WriteAsync(read, read.Body with { Roles = [Roles.Viewer] }, [], Stop));
        Assert.Contains(Roles.Administrator, (await Accounts.FindAsync(first, Stop))!.Body.Roles);
    }

    [Fact]
    public async Task Write_AfterACrashLeftAnAdministratorOffTheRoster_FindsThem()
    {
        var (first, second) = (await AddAsync(Roles.Administrator), await AddAsync(Roles.Administrator));
        await Rosters.TryWriteAsync(0, new() { Members = [first] }, Stop);

        Assert.Equal(RosterWrite.Written, await DemoteAsync(Replica(), first));
        Assert.Equal([second], (await Rosters.ReadAsync(Stop)).Roster.Members);
    }

    [Theory]
    [InlineData(nameof(DemoteAsync))]
    [InlineData(nameof(LockAsync))]
    [InlineData(nameof(ReleaseAsync))]
    public async Task TwoAdministrators_WhoTakeEachOtherAwayAtOnce_LeaveOne(string act)
    {
        Task<bool> TakeAwayAsync(Guid id) => Task.Run(
            async () => act switch
            {
                nameof(DemoteAsync) => await DemoteAsync(Replica(), id) == RosterWrite.Written,
                nameof(LockAsync) => await LockAsync(Replica(), id) == RosterWrite.Written,
                _ => await ReleaseAsync(Replica(), id),
            },
            Stop);
        var survivor = await AddAsync(Roles.Administrator);
        for (var round = 0; round < 20; round++)
        {
            var other = await AddAsync(Roles.Administrator);

            var taken = await Task.WhenAll(TakeAwayAsync(survivor), TakeAwayAsync(other));

            Assert.NotEqual([true, true], taken);
            await AssertRosterIsTrueAsync();
            // One at a time, so that two are left to begin the next round with.
            if (taken[0])
                survivor = other;
            else if (!taken[1])
                Assert.True(await TakeAwayAsync(other));
            Assert.False(await TakeAwayAsync(survivor));
        }
    }

    [Fact]
    public async Task Acts_OfManyKindsAtOnce_NeverLeaveNobody()
    {
        var people = new List<Guid>();
        for (var i = 0; i < 4; i++)
            people.Add(await AddAsync(Roles.Administrator));
        Assert.Equal(RosterWrite.Written, await DemoteAsync(Replica(), people[0]));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(
            async () =>
            {
                var random = new Random(worker);
                var replica = Replica();
                for (var i = 0; i < 25; i++)
                {
                    var person = people[random.Next(people.Count)];
                    _ = random.Next(5) switch
                    {
                        0 => await DemoteAsync(replica, person),
                        1 => await LockAsync(replica, person),
                        2 => await PromoteAsync(replica, person),
                        3 => await UnlockAsync(replica, person),
                        _ => await ReleaseAsync(replica, person) ? RosterWrite.Written : RosterWrite.LastAdministrator,
                    };
                    Assert.NotEmpty((await Rosters.ReadAsync(Stop)).Roster.Members);
                }
            },
            Stop)));

        await AssertRosterIsTrueAsync();
    }

    private async Task AssertRosterIsTrueAsync()
    {
        var members = (await Rosters.ReadAsync(Stop)).Roster.Members;
        Assert.NotEmpty(members);
        foreach (var member in members)
        {
            var account = (await Accounts.FindAsync(member, Stop))!.Body;
            Assert.Contains(Roles.Administrator, account.Roles);
            Assert.Null(account.LockedAt);
        }
    }

    private AdministratorRoster Replica() => new(Accounts, Rosters, TimeProvider.System);

    private Task<RosterWrite> DemoteAsync(AdministratorRoster replica, Guid id) =>
        WriteAsync(replica, id, account => account with { Roles = [Roles.Viewer] });

    private Task<RosterWrite> PromoteAsync(AdministratorRoster replica, Guid id) =>
        WriteAsync(replica, id, account => account with { Roles = [Roles.Administrator], DeletionBegunAt = null });

    private static Task<bool> ReleaseAsync(AdministratorRoster replica, Guid id) => replica.TryReleaseAsync(id, _ => true, Stop);

    private Task<RosterWrite> LockAsync(AdministratorRoster replica, Guid id) =>
        WriteAsync(replica, id, account => account with { LockedAt = TimeProvider.System.GetStoredNow() });

    private Task<RosterWrite> UnlockAsync(AdministratorRoster replica, Guid id) =>
        WriteAsync(replica, id, account => account with { LockedAt = null });

    private async Task<RosterWrite> WriteAsync(AdministratorRoster replica, Guid id, Func<Account, Account> change)
    {
        var account = (await Accounts.FindAsync(id, Stop))!;
        return await replica.WriteAsync(account, change(account.Body), [], Stop);
    }

    private async Task<Guid> AddAsync(string role, bool isLocked = false)
    {
        var now = TimeProvider.System.GetStoredNow();
        var (id, email) = (Guid.CreateVersion7(now), $"{Guid.CreateVersion7():N}@example.org");
        var account = new Account
        {
            Email = email,
            NormalizedEmail = EmailAddress.Normalize(email),
            PasswordHash = "hash",
            FirstName = "Ann",
            LastName = "Lee",
            Roles = [role],
            LockedAt = isLocked ? now : null,
            CreatedAt = now,
        };
        Assert.True(await Accounts.TryAddAsync(id, account, [], Stop));
        return id;
    }
}

public sealed class EmbeddedAdministratorRosterTests() : AdministratorRosterContract(StorageForm.Embedded);

public sealed class MongoAdministratorRosterTests() : AdministratorRosterContract(StorageForm.Mongo);
