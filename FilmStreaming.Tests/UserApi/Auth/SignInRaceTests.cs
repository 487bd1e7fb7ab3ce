using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Auth;
using FilmStreaming.UserApi.Credentials;
using FilmStreaming.UserApi.Lockout;
using FilmStreaming.UserApi.Sessions;
using FilmStreaming.UserApi.TwoFactor;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Tests.UserApi.Auth;

/// <summary>Accounts that change after a sign-in has read them, and before it has tried the password.</summary>
public sealed class SignInRaceTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    private IAccountStore Accounts => Get<IAccountStore>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_WhileNothingChanges_BeginsASession()
    {
        var (id, email) = await NewAccountAsync();

        Assert.IsType<Ok<TokenResponse>>(await SignInAsync(email, () => Task.CompletedTask));

        Assert.Single(await ActiveSessionsAsync(id));
    }

    [Theory]
    [InlineData("stamp")]
    [InlineData("lock")]
    [InlineData("deletion")]
    public async Task SignIn_WhileTheAccountChanges_IsRefusedAndLeavesNoSession(string change)
    {
        var (id, email) = await NewAccountAsync();

        var refused = Assert.IsType<ProblemHttpResult>(await SignInAsync(email, () => change switch
        {
            "stamp" => UpdateAsync(id, account => account with { SecurityStamp = Account.NewSecurityStamp() }),
            "lock" => UpdateAsync(id, account => account with { LockedAt = account.CreatedAt }),
            _ => Accounts.RemoveAsync(id, Stop),
        }));

        Assert.Equal(StatusCodes.Status401Unauthorized, refused.StatusCode);
        Assert.EndsWith("invalid-credentials", refused.ProblemDetails.Type, StringComparison.Ordinal);
        Assert.Empty(await ActiveSessionsAsync(id));
        Assert.NotNull(Assert.Single(await Get<ISessionStore>().ListAllAsync(id, Stop)).Body.RevokedAt);
    }

    private T Get<T>()
        where T : notnull => _api.Services.GetRequiredService<T>();

    private async Task<(Guid Id, string Email)> NewAccountAsync()
    {
        var email = TestUserApi.NewEmail();
        await _api.SignUpAsync(email);
        return ((await Accounts.FindByEmailAsync(EmailAddress.Normalize(email), Stop))!.Id, email);
    }

    private async Task UpdateAsync(Guid id, Func<Account, Account> change) =>
        Assert.True(await Accounts.UpdateAsync(id, account => new AccountWrite(change(account.Body)), Stop));

    private Task<IReadOnlyList<Document<Session>>> ActiveSessionsAsync(Guid id) =>
        Get<ISessionStore>().ListActiveAsync(id, TimeProvider.System.GetStoredNow(), Stop);

    private async Task<IResult> SignInAsync(string email, Func<Task> meanwhile)
    {
        var failures = new InterruptedFailureStore(Get<ISignInFailureStore>(), meanwhile);
        var lockout = new SignInLockout(failures, Get<IOptions<LockoutOptions>>(), TimeProvider.System);
        var result = await AuthEndpoints.SignIn(
            new() { Email = email, Password = TestUserApi.Password },
            new DefaultHttpContext(),
            Accounts,
            new PasswordCheck(Get<PasswordHashing>(), lockout),
            Get<PasswordHashing>(),
            Get<SessionStart>(),
            Get<SessionTokens>(),
            Get<SecondFactorTickets>(),
            Get<IOptions<CredentialOptions>>(),
            Stop);
        return result.Result;
    }

    /// <summary>Has something happen when a sign-in first looks whether it has to wait.</summary>
    private sealed class InterruptedFailureStore(ISignInFailureStore inner, Func<Task> meanwhile) : ISignInFailureStore
    {
        private Func<Task>? _meanwhile = meanwhile;

        public async Task<Document<SignInFailures>?> FindAsync(Guid id, CancellationToken cancellationToken)
        {
            if (Interlocked.Exchange(ref _meanwhile, null) is { } once)
                await once();
            return await inner.FindAsync(id, cancellationToken);
        }

        public Task<bool> TryAddAsync(Guid id, SignInFailures failures, CancellationToken cancellationToken) =>
            inner.TryAddAsync(id, failures, cancellationToken);

        public Task<bool> TryUpdateAsync(Guid id, long expectedVersion, SignInFailures failures, CancellationToken cancellationToken) =>
            inner.TryUpdateAsync(id, expectedVersion, failures, cancellationToken);

        public Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken) => inner.RemoveAsync(id, cancellationToken);

        public Task<long> RemoveBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
            inner.RemoveBeforeAsync(time, cancellationToken);
    }
}
