using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IAccountStore"/> promises.</summary>
public abstract class AccountStoreContract(StorageForm form) : UserStoreContract(form)
{
    private IAccountStore Accounts => Get<IAccountStore>();

    [Fact]
    public async Task TryAdd_OfNewAddress_IsFoundByIdAndByEmail()
    {
        var (id, account) = (Guid.CreateVersion7(), NewAccount("Ann@Example.org"));

        Assert.True(await Accounts.TryAddAsync(id, account, Stop));

        var byId = await Accounts.FindAsync(id, Stop);
        var byEmail = await Accounts.FindByEmailAsync(EmailAddress.Normalize("ann@EXAMPLE.org"), Stop);
        Assert.Equivalent(account, byId!.Body, strict: true);
        Assert.Equal(id, byEmail!.Id);
    }

    [Fact]
    public async Task TryAdd_OfTakenAddress_WritesNothing()
    {
        var second = Guid.CreateVersion7();
        Assert.True(await Accounts.TryAddAsync(Guid.CreateVersion7(), NewAccount("bob@example.org"), Stop));

        Assert.False(await Accounts.TryAddAsync(second, NewAccount("BOB@example.org"), Stop));
        Assert.Null(await Accounts.FindAsync(second, Stop));
    }

    [Fact]
    public async Task TryAdd_OfOneAddressAtOnce_SucceedsOnce()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Task.Run(() => Accounts.TryAddAsync(Guid.CreateVersion7(), NewAccount("race@example.org"), Stop), Stop)));

        Assert.Single(added, won => won);
    }

    [Fact]
    public async Task Find_OfUnknown_IsNull()
    {
        Assert.Null(await Accounts.FindAsync(Guid.CreateVersion7(), Stop));
        Assert.Null(await Accounts.FindByEmailAsync("NOBODY@EXAMPLE.ORG", Stop));
    }

    [Fact]
    public async Task TryUpdate_OfOutdatedVersion_WritesNothing()
    {
        var (id, account) = (Guid.CreateVersion7(), NewAccount("carl@example.org"));
        await Accounts.TryAddAsync(id, account, Stop);

        Assert.True(await Accounts.TryUpdateAsync(id, 1, account with { PasswordHash = "first" }, Stop));
        Assert.False(await Accounts.TryUpdateAsync(id, 1, account with { PasswordHash = "second" }, Stop));

        Assert.Equal("first", (await Accounts.FindAsync(id, Stop))!.Body.PasswordHash);
    }

    [Fact]
    public async Task AnyWithRole_WithAndWithoutSuchAnAccount_Tells()
    {
        await Accounts.TryAddAsync(Guid.CreateVersion7(), NewAccount("viewer@example.org"), Stop);
        Assert.False(await Accounts.AnyWithRoleAsync(Roles.Administrator, Stop));

        await Accounts.TryAddAsync(Guid.CreateVersion7(), NewAccount("admin@example.org", Roles.Viewer, Roles.Administrator), Stop);
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
        CreatedAt = TimeProvider.System.GetStoredNow(),
    };
}

public sealed class EmbeddedAccountStoreTests() : AccountStoreContract(StorageForm.Embedded);

public sealed class MongoAccountStoreTests() : AccountStoreContract(StorageForm.Mongo);
