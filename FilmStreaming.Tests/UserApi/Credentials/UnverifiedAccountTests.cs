using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Activities;
using FilmStreaming.UserApi.Credentials;
using FilmStreaming.UserApi.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Credentials;

/// <summary>Accounts of addresses that nobody has verified.</summary>
public sealed class UnverifiedAccountTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task Purge_RemovesWhatNobodyVerifiedForThirtyDays_WhereThatIsRequired(string isRequired, long count)
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(folder.FullPath, settings: ("Credentials:RequireVerifiedEmail", isRequired));
        var (verified, unverified) = (TestUserApi.NewEmail(), TestUserApi.NewEmail());
        foreach (var email in new[] { verified, unverified })
            await api.SignUpAsync(email);
        await api.VerifyEmailAsync(await api.Mails.WaitForTokenAsync(verified, Subjects.VerifyEmail));
        var purge = api.Services.GetRequiredService<UnverifiedAccounts>();
        var now = TimeProvider.System.GetUtcNow();

        Assert.Equal(0, await purge.PurgeAsync(now.AddDays(29), Stop));
        Assert.Equal(count, await purge.PurgeAsync(now.AddDays(31), Stop));

        Assert.NotNull(await FindAsync(api, verified));
        Assert.Equal(count == 0, await FindAsync(api, unverified) is not null);
    }

    [Fact]
    public async Task Purge_OfAccountsThatWereUsedBeforeVerifyingWasRequired_KeepsThem()
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(folder.FullPath, settings: ("Credentials:RequireVerifiedEmail", "true"));
        List<string> emails = [TestUserApi.NewEmail(), TestUserApi.NewEmail(), TestUserApi.NewEmail()];
        foreach (var email in emails)
            await api.SignUpAsync(email);
        var (active, signedIn) = ((await FindAsync(api, emails[0]))!, (await FindAsync(api, emails[1]))!);
        await api.Services.GetRequiredService<ActivityLog>().TouchAsync(active.Id, AccountActivity.Ratings, Stop);
        Assert.NotNull(await api.Services.GetRequiredService<SessionStart>().StartAsync(
            signedIn, AuthenticationMethods.PasswordOnly, new DefaultHttpContext(), Stop));

        Assert.Equal(1, await api.Services.GetRequiredService<UnverifiedAccounts>().PurgeAsync(TimeProvider.System.GetUtcNow().AddDays(31), Stop));

        Assert.NotNull(await FindAsync(api, emails[0]));
        Assert.NotNull(await FindAsync(api, emails[1]));
        Assert.Null(await FindAsync(api, emails[2]));
    }

    private static Task<Document<Account>?> FindAsync(TestUserApi api, string email) =>
        api.Services.GetRequiredService<IAccountStore>().FindByEmailAsync(EmailAddress.Normalize(email), Stop);
}
