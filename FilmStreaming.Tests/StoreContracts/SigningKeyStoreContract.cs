using FilmStreaming.Storage;
using FilmStreaming.UserApi.Tokens;
using Microsoft.AspNetCore.DataProtection;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="ISigningKeyStore"/> promises.</summary>
public abstract class SigningKeyStoreContract(StorageForm form) : UserStoreContract(form)
{
    private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("test");

    private ISigningKeyStore Keys => Get<ISigningKeyStore>();

    [Fact]
    public async Task List_AtFirst_IsEmpty() => Assert.Empty(await Keys.ListAsync(Stop));

    [Fact]
    public async Task TryAdd_OfSeveralGenerations_ListsThemOldestFirst()
    {
        var (first, second, twelfth) = (NewKey(1), NewKey(2), NewKey(12));
        foreach (var key in new[] { twelfth, first, second })
            Assert.True(await Keys.TryAddAsync(key, Stop));

        Assert.Equal([first, second, twelfth], await Keys.ListAsync(Stop));
    }

    [Fact]
    public async Task TryAdd_OfOneGenerationAtOnce_SucceedsOnce()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Keys.TryAddAsync(NewKey(1), Stop), Stop)));

        Assert.Single(added, won => won);
        Assert.Single(await Keys.ListAsync(Stop));
    }

    [Fact]
    public async Task Remove_OfOneGeneration_LeavesTheOthers()
    {
        var (first, second) = (NewKey(1), NewKey(2));
        foreach (var key in new[] { first, second })
            await Keys.TryAddAsync(key, Stop);

        await Keys.RemoveAsync(1, Stop);
        await Keys.RemoveAsync(1, Stop);

        Assert.Equal([second], await Keys.ListAsync(Stop));
    }

    private SigningKey NewKey(int generation) =>
        SigningKey.Create(generation, TimeProvider.System.GetStoredNow(), new(), _protector, TimeProvider.System);
}

public sealed class EmbeddedSigningKeyStoreTests() : SigningKeyStoreContract(StorageForm.Embedded);

public sealed class MongoSigningKeyStoreTests() : SigningKeyStoreContract(StorageForm.Mongo);
