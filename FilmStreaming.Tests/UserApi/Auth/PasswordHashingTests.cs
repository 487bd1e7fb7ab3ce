using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Auth;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Tests.UserApi.Auth;

public sealed class PasswordHashingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hash_ByDefault_IsIdentityV3WithSha512AndTheMinimumOfIterations()
    {
        using var passwords = new PasswordHashing(Options.Create(new PasswordHashingOptions()));

        var hash = Convert.FromBase64String(await passwords.HashAsync("some password", Stop));

        // The format marker, the pseudo-random function and the iteration count, as Identity writes them: big-endian.
        Assert.Equal(0x01, hash[0]);
        Assert.Equal(2u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)));
        Assert.Equal(220_000u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)));
    }

    [Fact]
    public async Task Verify_WithoutAccount_FailsWhateverThePassword()
    {
        using var passwords = new PasswordHashing(Options.Create(new PasswordHashingOptions()));

        using var slot = await passwords.EnterAsync(Stop);

        Assert.Equal(PasswordVerificationResult.Failed, await slot.VerifyAsync(null, ""));
        Assert.Equal(PasswordVerificationResult.Failed, await slot.VerifyAsync(null, "some password"));
    }

    [Fact]
    public async Task MissingIterations_OfAHashFromBeforeTheyWereRaised_AreWhatTheDecoyHasMore()
    {
        using var passwords = new PasswordHashing(Options.Create(new PasswordHashingOptions()));
        var old = await passwords.HashAsync("some password", Stop);

        Assert.Equal(0, PasswordHashingSlot.MissingIterations(old, 220_000));
        Assert.Equal(80_000, PasswordHashingSlot.MissingIterations(old, 300_000));
        Assert.Equal(0, PasswordHashingSlot.MissingIterations(old, 100_000));

        using var raised = new PasswordHashing(Options.Create(new PasswordHashingOptions { Iterations = 300_000 }));
        using var slot = await raised.EnterAsync(Stop);
        Assert.Equal(PasswordVerificationResult.Failed, await slot.VerifyAsync(old, "another"));
        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, await slot.VerifyAsync(old, "some password"));
    }

    [Fact]
    public async Task Hash_WithTooManyWaiting_IsRefusedAtOnceAsAnAbsentDependency()
    {
        using var passwords = new PasswordHashing(Options.Create(new PasswordHashingOptions { Concurrency = 1, MaxWaiting = 1 }));

        var running = passwords.HashAsync("first", Stop);
        var waiting = passwords.HashAsync("second", Stop);
        var refused = await Assert.ThrowsAsync<PasswordHashingBusyException>(() => passwords.HashAsync("third", Stop));

        Assert.NotNull(new PasswordHashingFailure().DependencyOf(refused));
        Assert.NotEmpty(await running);
        Assert.NotEmpty(await waiting);
    }

    [Fact]
    public async Task Hash_WithAllSlotsTaken_CanBeGivenUp()
    {
        using var passwords = new PasswordHashing(Options.Create(new PasswordHashingOptions { Concurrency = 1 }));
        using var givenUp = new CancellationTokenSource();

        var running = passwords.HashAsync("first", Stop);
        var waiting = passwords.HashAsync("second", givenUp.Token);
        await givenUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.NotEmpty(await running);
    }

    [Theory]
    [InlineData("PasswordHashing:Iterations", "219999")]
    [InlineData("PasswordHashing:Concurrency", "0")]
    [InlineData("PasswordHashing:MaxWaiting", "0")]
    public async Task Start_WithWeakSetting_IsRefusedByItsName(string setting, string value)
    {
        using var folder = new TemporaryFolder();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TestUserApi.StartAsync(folder.FullPath, settings: (setting, value)));

        Assert.Contains(setting, e.Message, StringComparison.Ordinal);
    }
}
