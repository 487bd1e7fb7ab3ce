using FilmStreaming.UserApi.Lockout;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="ISignInFailureStore"/> promises, and what <see cref="SignInLockout"/> makes of it.</summary>
public abstract class SignInFailureStoreContract(StorageForm form) : UserStoreContract(form)
{
    private const string Address = "ANN@EXAMPLE.ORG";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);

    private ISignInFailureStore Failures => Get<ISignInFailureStore>();

    [Fact]
    public async Task CountFailure_AHundredTimesAtOnce_LosesNone()
    {
        var lockout = NewLockout();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => lockout.CountFailureAsync(Address, Stop), Stop)));

        Assert.Equal(100, (await Failures.FindAsync(SignInFailures.IdOf(Address), Stop))!.Body.Count);
    }

    [Fact]
    public async Task CountFailure_AgainAndAgain_DoublesTheDelayUpToTheLongest()
    {
        var lockout = NewLockout();
        List<double?> delays = [];

        for (var failure = 0; failure < 7; failure++)
            delays.Add((await lockout.CountFailureAsync(Address, Stop))?.TotalSeconds);

        Assert.Equal([null, null, 2, 4, 8, 10, 10], delays);
        Assert.Equal(new(true, TimeSpan.FromSeconds(10)), await lockout.FindAsync(Address, Stop));
        Assert.Equal(default, await lockout.FindAsync("BOB@EXAMPLE.ORG", Stop));
    }

    [Fact]
    public async Task CountFailure_AfterTheDelay_GoesOnWhereItWas_AndAfterLongStartsAnew()
    {
        var lockout = NewLockout();
        for (var failure = 0; failure < 3; failure++)
            await lockout.CountFailureAsync(Address, Stop);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(new(true, null), await lockout.FindAsync(Address, Stop));
        Assert.Equal(TimeSpan.FromSeconds(4), await lockout.CountFailureAsync(Address, Stop));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await lockout.CountFailureAsync(Address, Stop));
    }

    [Fact]
    public async Task BeginAttempt_AHundredTimesAtOnce_LetsThroughThoseThatAreFreeAndOneMore()
    {
        var lockout = NewLockout();

        var waits = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => Task.Run(() => lockout.BeginAttemptAsync(Address, Stop), Stop)));

        Assert.Equal(3, waits.Count(wait => wait is null));
        Assert.Equal(3, (await Failures.FindAsync(SignInFailures.IdOf(Address), Stop))!.Body.Count);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await lockout.BeginAttemptAsync(Address, Stop));
        Assert.Equal(TimeSpan.FromSeconds(4), await lockout.BeginAttemptAsync(Address, Stop));
    }

    [Fact]
    public async Task Clear_OfAnAddress_LetsItTryAgain()
    {
        var lockout = NewLockout();
        for (var failure = 0; failure < 3; failure++)
            await lockout.CountFailureAsync(Address, Stop);

        Assert.True(await lockout.ClearAsync(Address, Stop));
        Assert.False(await lockout.ClearAsync(Address, Stop));
        Assert.Equal(default, await lockout.FindAsync(Address, Stop));
    }

    [Fact]
    public async Task RemoveBefore_ATime_KeepsTheLater()
    {
        var lockout = NewLockout();
        await lockout.CountFailureAsync("EARLY@EXAMPLE.ORG", Stop);
        _time.Advance(TimeSpan.FromMinutes(5));
        await lockout.CountFailureAsync("LATE@EXAMPLE.ORG", Stop);

        Assert.Equal(1, await Failures.RemoveBeforeAsync(Now.AddMinutes(5), Stop));
        Assert.Null(await Failures.FindAsync(SignInFailures.IdOf("EARLY@EXAMPLE.ORG"), Stop));
        Assert.NotNull(await Failures.FindAsync(SignInFailures.IdOf("LATE@EXAMPLE.ORG"), Stop));
    }

    private SignInLockout NewLockout() => new(
        Failures,
        Options.Create(new LockoutOptions
        {
            FreeFailures = 2,
            FirstDelay = TimeSpan.FromSeconds(2),
            MaxDelay = TimeSpan.FromSeconds(10),
            ForgetAfter = TimeSpan.FromHours(1),
        }),
        _time);
}

public sealed class EmbeddedSignInFailureStoreTests() : SignInFailureStoreContract(StorageForm.Embedded);

public sealed class MongoSignInFailureStoreTests() : SignInFailureStoreContract(StorageForm.Mongo);
