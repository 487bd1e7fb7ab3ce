using System.Net;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Lockout;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.UserApi.Lockout;

/// <summary>Guessing passwords over HTTP, by a clock of the test's own.</summary>
public sealed class LockoutTests : IAsyncLifetime
{
    private const int Slots = 2;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetStoredNow());
    private TestUserApi _api = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await TestUserApi.StartAsync(
        _folder.FullPath,
        builder => builder.Services.AddSingleton<TimeProvider>(_time),
        settings: ("PasswordHashing:Concurrency", $"{Slots}"));

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task SignIn_AfterFiveWrongPasswords_WaitsAndThenWorksAgain()
    {
        var email = await NewAccountAsync();
        for (var guess = 0; guess < 4; guess++)
            Assert.Null(AssertRefused(await _api.SignInAsync(email, "wrong")));
        Assert.Equal("2", AssertRefused(await _api.SignInAsync(email, "wrong")));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("1", AssertRefused(await _api.SignInAsync(email)));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(email)).Status);
        Assert.Null(AssertRefused(await _api.SignInAsync(email, "wrong")));
    }

    [Fact]
    public async Task SignIn_ToUnknownAddress_IsRefusedAndDelayedAsToAKnownOne()
    {
        string[] addresses = [await NewAccountAsync(), TestUserApi.NewEmail()];
        List<Answer>[] answers = [[], []];
        for (var guess = 0; guess < 7; guess++)
        {
            for (var which = 0; which < 2; which++)
                answers[which].Add(await _api.SignInAsync(addresses[which], "wrong"));
        }

        foreach (var (known, unknown) in answers[0].Zip(answers[1]))
        {
            Assert.Equal(AssertRefused(known), AssertRefused(unknown));
            Assert.Equal(known.Headers.Keys.Order(), unknown.Headers.Keys.Order());
            Assert.Equal(Detail(known), Detail(unknown));
        }
    }

    [Fact]
    public async Task SignIn_WithManyGuessesAtOnce_TriesNoMoreThanTheSlotsBeyondTheFreeOnes()
    {
        var email = await NewAccountAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(guess => _api.SignInAsync(email, $"wrong {guess}")));

        Assert.All(answers, answer => AssertRefused(answer));
        var failures = await _api.Services.GetRequiredService<ISignInFailureStore>().FindAsync(
            SignInFailures.IdOf(EmailAddress.Normalize(email)), Stop);
        Assert.InRange(failures!.Body.Count, 5, 4 + Slots);
    }

    [Fact]
    public async Task SignIn_ManyTimesAtOnceWithTheRightPassword_IsNeverRefused()
    {
        var email = await NewAccountAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _api.SignInAsync(email)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Fact]
    public async Task SignIn_ToAnAccountThatAnAdministratorLocked_IsRefusedAsAWrongPasswordIs()
    {
        var (locked, other) = (await NewAccountAsync(), await NewAccountAsync());
        var accounts = _api.Services.GetRequiredService<IAccountStore>();
        var id = (await accounts.FindByEmailAsync(EmailAddress.Normalize(locked), Stop))!.Id;
        await accounts.UpdateAsync(id, account => new AccountWrite(account.Body with { LockedAt = _time.GetStoredNow() }), Stop);

        for (var guess = 0; guess < 6; guess++)
        {
            var (right, wrong) = (await _api.SignInAsync(locked), await _api.SignInAsync(other, "wrong"));
            Assert.Equal(AssertRefused(wrong), AssertRefused(right));
            Assert.Equal(Detail(wrong), Detail(right));
        }
    }

    [Theory]
    [InlineData("Lockout:FreeFailures", "0")]
    [InlineData("Lockout:FirstDelay", "00:00:00")]
    [InlineData("Lockout:MaxDelay", "00:00:01")]
    [InlineData("Lockout:ForgetAfter", "00:14:59")]
    public async Task Start_WithAnOptionOutOfRange_IsRefusedByItsName(string setting, string value)
    {
        using var folder = new TemporaryFolder();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestUserApi.StartAsync(folder.FullPath, settings: (setting, value)));

        Assert.Contains(setting, e.Message, StringComparison.Ordinal);
    }

    private static string? AssertRefused(Answer answer)
    {
        answer.AssertProblem(HttpStatusCode.Unauthorized, "invalid-credentials");
        return answer.Header("Retry-After");
    }

    private static string Detail(Answer answer) => answer.Json.GetProperty("detail").GetString()!;

    private async Task<string> NewAccountAsync()
    {
        var email = TestUserApi.NewEmail();
        await _api.SignUpAsync(email);
        return email;
    }
}
