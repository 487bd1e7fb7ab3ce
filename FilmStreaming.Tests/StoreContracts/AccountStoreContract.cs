using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Credentials;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IAccountStore"/> promises.</summary>
public abstract class AccountStoreContract(StorageForm form) : UserStoreContract(form)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private IAccountStore Accounts => Get<IAccountStore>();

    [Fact]
    public async Task TryAdd_OfNewAddress_IsFoundByIdAndByEmail()
    {
        var (id, account) = (Guid.CreateVersion7(), NewAccount("Ann@Example.org"));

        Assert.True(await Accounts.TryAddAsync(id, account, [], Stop));

        var byId = await Accounts.FindAsync(id, Stop);
        var byEmail = await Accounts.FindByEmailAsync(EmailAddress.Normalize("ann@EXAMPLE.org"), Stop);
        Assert.Equivalent(account, byId!.Body, strict: true);
        Assert.Equal(id, byEmail!.Id);
    }

    [Fact]
    public async Task TryAdd_OfTakenAddress_WritesNothing()
    {
        var second = Guid.CreateVersion7();
        Assert.True(await Accounts.TryAddAsync(Guid.CreateVersion7(), NewAccount("bob@example.org"), [], Stop));

        Assert.False(await Accounts.TryAddAsync(second, NewAccount("BOB@example.org"), [], Stop));
        Assert.Null(await Accounts.FindAsync(second, Stop));
    }

    [Fact]
    public async Task TryAdd_OfOneAddressAtOnce_SucceedsOnce()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Task.Run(() => Accounts.TryAddAsync(Guid.CreateVersion7(), NewAccount("race@example.org"), [], Stop), Stop)));

        Assert.Single(added, won => won);
    }

    [Fact]
    public async Task Find_OfUnknown_IsNull()
    {
        Assert.Null(await Accounts.FindAsync(Guid.CreateVersion7(), Stop));
        Assert.Null(await Accounts.FindByEmailAsync("NOBODY@EXAMPLE.ORG", Stop));
    }

    [Fact]
    public async Task ListUnclaimed_GivesOldAccountsThatNobodyVerifiedOrTouched()
    {
        var old = NewAccount("unclaimed@example.org") with { CreatedAt = Now.AddDays(-40), EmailVerifiedAt = null, Plan = null, LockedAt = null, ImageId = null };
        var unclaimed = Guid.CreateVersion7();
        await Accounts.TryAddAsync(unclaimed, old, [], Stop);
        Account[] others =
        [
            old with { CreatedAt = Now.AddDays(-20) },
            old with { EmailVerifiedAt = Now },
            old with { PasswordHash = null },
            old with { LockedAt = Now },
            old with { Plan = new() { PlanName = "family", StartDate = new(2026, 1, 1) } },
            old with { Roles = [Roles.Viewer, Roles.Editor] },
            old with { Roles = [Roles.Administrator] },
        ];
        foreach (var (i, other) in others.Index())
            await Accounts.TryAddAsync(Guid.CreateVersion7(), other with { NormalizedEmail = $"UNCLAIMED{i}@EXAMPLE.ORG" }, [], Stop);

        var listed = await Accounts.ListUnclaimedAsync(Now.AddDays(-30), after: Guid.Empty, Stop);

        Assert.Equal(unclaimed, Assert.Single(listed).Id);
        Assert.Empty(await Accounts.ListUnclaimedAsync(Now.AddDays(-30), unclaimed, Stop));
    }

    [Fact]
    public async Task TryUpdate_OfOutdatedVersion_WritesNothing()
    {
        var (id, account) = (Guid.CreateVersion7(), NewAccount("carl@example.org"));
        await Accounts.TryAddAsync(id, account, [], Stop);

        Assert.True(await Accounts.TryUpdateAsync(id, 1, account with { PasswordHash = "first" }, [], Stop));
        Assert.False(await Accounts.TryUpdateAsync(id, 1, account with { PasswordHash = "second" }, [], Stop));

        Assert.Equal("first", (await Accounts.FindAsync(id, Stop))!.Body.PasswordHash);
    }

    [Fact]
    public async Task TryUpdate_ToTheAddressOfAnother_WritesNothing()
    {
        var id = Guid.CreateVersion7();
        await Accounts.TryAddAsync(id, NewAccount("dora@example.org"), [], Stop);
        await Accounts.TryAddAsync(Guid.CreateVersion7(), NewAccount("emil@example.org"), [], Stop);

        Assert.False(await Accounts.TryUpdateAsync(id, 1, NewAccount("EMIL@example.org"), [], Stop));
        Assert.Equal("dora@example.org", (await Accounts.FindAsync(id, Stop))!.Body.Email);
    }

    [Fact]
    public async Task Writes_WithEvents_LeaveThemToTheOutbox()
    {
        var (id, account) = (Guid.CreateVersion7(), NewAccount("fred@example.org"));

        await Accounts.TryAddAsync(id, account, [AccountEvents.Registered(id, Now)], Stop);
        await Accounts.TryUpdateAsync(id, 1, account, [AccountEvents.Updated(id, 1, Now, AccountParts.Plan)], Stop);

        var outbox = Get<IEnumerable<IOutbox>>().Single(outbox => outbox.Name == "accounts");
        var claim = Assert.Single(await outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        Assert.Equal(["user.account.registered.v1", "user.account.updated.v1"], claim.Events.Select(message => message.Type));
        Assert.Equal(new AccountCreation(id, 1), UserEvents.AccountRegistered.Read(claim.Events[0]));
        Assert.Equal(2, UserEvents.AccountUpdated.Read(claim.Events[1]).Version);
    }

    [Fact]
    public async Task Update_ByTwentyAtOnce_LosesNone()
    {
        var id = Guid.CreateVersion7();
        await Accounts.TryAddAsync(id, NewAccount("gina@example.org") with { FirstName = "" }, [], Stop);

        var written = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => Accounts.UpdateAsync(id, read => new AccountWrite(read.Body with { FirstName = read.Body.FirstName + "x" }), Stop), Stop)));

        Assert.All(written, Assert.True);
        Assert.Equal(20, (await Accounts.FindAsync(id, Stop))!.Body.FirstName.Length);
    }

    [Fact]
    public async Task AnyWithRole_WithAndWithoutSuchAnAccount_Tells()
    {
        await Accounts.TryAddAsync(Guid.CreateVersion7(), NewAccount("viewer@example.org"), [], Stop);
        Assert.False(await Accounts.AnyWithRoleAsync(Roles.Administrator, Stop));

        await Accounts.TryAddAsync(Guid.CreateVersion7(), NewAccount("admin@example.org", Roles.Viewer, Roles.Administrator), [], Stop);
        Assert.True(await Accounts.AnyWithRoleAsync(Roles.Administrator, Stop));
    }

    private static Account NewAccount(string email, params string[] roles) => new()
    {
        Email = email,
        NormalizedEmail = EmailAddress.Normalize(email),
        PasswordHash = "hash",
        FirstName = "Ærin",
        LastName = "Ångström",
        Roles = roles is [] ? [Roles.Viewer] : roles,
        EmailVerifiedAt = Now,
        SecurityStamp = "stamp",
        SecondFactor = new() { ProtectedKey = "key", OnSince = Now, LastStep = 1L << 40, RecoveryCodes = ["one", "two"] },
        NewAuthenticator = new() { ProtectedKey = "next", ExpiresAt = Now },
        DateOfBirth = new(1990, 5, 17),
        Gender = "other",
        Settings = new() { Language = "pt-BR", PreferredGenres = ["Drama"], Notifications = true },
        Plan = new() { PlanName = "family", StartDate = new(2026, 1, 1), ExpiryDate = new(2026, 12, 31), AutoRenew = true },
        LockedAt = Now,
        DeletionBegunAt = Now,
        ImageId = Guid.CreateVersion7(),
        PreviousEmails = ["before@example.org"],
        Tokens = [new() { Purpose = TokenPurpose.ResetPassword, Hash = "hash", ExpiresAt = Now, Email = email }],
        CreatedAt = Now,
        UpdatedAt = Now,
    };
}

public sealed class EmbeddedAccountStoreTests() : AccountStoreContract(StorageForm.Embedded);

public sealed class MongoAccountStoreTests() : AccountStoreContract(StorageForm.Mongo);
