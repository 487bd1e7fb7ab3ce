using System.Net;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Tests.UserApi.Accounts;

public sealed class FirstAdministratorTests : IDisposable
{
    private const string Email = "FilmStreaming:Administrator:Email";
    private const string Password = "FilmStreaming:Administrator:Password";
    private const string GeneratePassword = "FilmStreaming:Administrator:GeneratePassword";

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingAnnouncer _announcer = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_WithConfiguredAdministrator_CreatesItOnce()
    {
        await using (await StartAsync((Email, "chief@example.org"), (Password, "a strong passphrase")))
        {
        }

        await using var api = await StartAsync((Email, "Chief@example.org"), (Password, "another passphrase"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SignInAsync("chief@example.org", "another passphrase")).Status);
        var token = (await api.SignInAsync("chief@example.org", "a strong passphrase")).Json.GetProperty("accessToken").GetString();
        var me = await api.GetAsync("/v1/me", token);
        Assert.Equal("administrator", Assert.Single(me.Json.GetProperty("roles").EnumerateArray()).GetString());
        Assert.Empty(_announcer.Announced);
    }

    [Fact]
    public async Task Start_WithGeneratedPassword_AnnouncesOneThatWorksAndNeverAgain()
    {
        await using (await StartAsync((GeneratePassword, "true")))
        {
        }

        await using var api = await StartAsync((GeneratePassword, "true"));

        var (email, password) = Assert.Single(_announcer.Announced);
        Assert.Equal("admin@filmstreaming.local", email);
        Assert.Equal(HttpStatusCode.OK, (await api.SignInAsync(email, password)).Status);
        Assert.DoesNotContain(api.Logs.Lines, line => line.Contains(password, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Production", 0)]
    [InlineData("Development", 1)]
    public async Task Start_WithNothingConfigured_GeneratesOnlyInDevelopment(string environment, int expected)
    {
        await using var api = await TestUserApi.StartAsync(
            _folder.FullPath,
            builder => builder.Services.AddSingleton<IAdministratorAnnouncer>(_announcer),
            environment: environment);

        Assert.Equal(expected, _announcer.Announced.Count);
        var accounts = api.Services.GetRequiredService<IAccountStore>();
        Assert.Equal(expected == 1, await accounts.AnyWithRoleAsync("administrator", TestContext.Current.CancellationToken));
        Assert.Equal(expected == 0, api.Logs.Lines.Any(line => line.Contains($"Set {Email} and {Password}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Start_WithAddressOfAViewer_LeavesTheAccountAsItIs()
    {
        await using (var first = await StartAsync())
            await first.SignUpAsync("viewer@example.org");

        await using var api = await StartAsync((Email, "viewer@example.org"), (Password, "a strong passphrase"));

        var accounts = api.Services.GetRequiredService<IAccountStore>();
        Assert.False(await accounts.AnyWithRoleAsync("administrator", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, (await api.SignInAsync("viewer@example.org")).Status);
        Assert.Contains(api.Logs.Lines, line => line.Contains("is not an administrator", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Password, "admin")]
    [InlineData(Password, "aaaaaaaaaaaaaaaa")]
    [InlineData(Password, "Admin@FilmStreaming.local")]
    [InlineData(Email, "no address")]
    public async Task Start_WithWeakSetting_IsRefusedByItsNameAndWithoutItsValue(string setting, string value)
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync((setting, value)));

        Assert.Contains(setting, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, e.Message.Replace(setting, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private Task<TestUserApi> StartAsync(params (string, string)[] settings) => TestUserApi.StartAsync(
        _folder.FullPath, builder => builder.Services.AddSingleton<IAdministratorAnnouncer>(_announcer), settings: settings);
}
