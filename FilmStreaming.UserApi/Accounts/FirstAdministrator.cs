using System.Buffers.Text;
using System.Security.Cryptography;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Auth;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>
/// Creates the first administrator at start, from configuration or with a random password. Replicas may start at the same time:
/// the unique address lets one of them create the account, and only that one shows its password.
/// </summary>
internal sealed partial class FirstAdministrator(
    IAccountStore accounts,
    PasswordHashing passwords,
    IAdministratorAnnouncer announcer,
    IOptions<AdministratorOptions> options,
    IHostEnvironment environment,
    TimeProvider time,
    ILogger<FirstAdministrator> logger) : IHostedService
{
    private readonly AdministratorOptions _options = options.Value;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(_options.Password))
            await CreateConfiguredAsync(_options.Password, cancellationToken);
        else if (await accounts.AnyWithRoleAsync(Roles.Administrator, cancellationToken))
            return;
        else if (_options.GeneratePassword ?? environment.IsDevelopment())
            await CreateGeneratedAsync(cancellationToken);
        else
            LogNobody(logger);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CreateConfiguredAsync(string password, CancellationToken cancellationToken)
    {
        var existing = await accounts.FindByEmailAsync(EmailAddress.Normalize(_options.Email), cancellationToken);
        if (existing is null)
            await TryCreateAsync(password, cancellationToken);
        else if (!existing.Body.Roles.Contains(Roles.Administrator))
            LogNotAdministrator(logger);
    }

    private async Task CreateGeneratedAsync(CancellationToken cancellationToken)
    {
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
        if (await TryCreateAsync(password, cancellationToken))
            await announcer.AnnounceAsync(_options.Email, password);
    }

    private async Task<bool> TryCreateAsync(string password, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var account = new Account
        {
            Email = _options.Email,
            NormalizedEmail = EmailAddress.Normalize(_options.Email),
            PasswordHash = await passwords.HashAsync(password, cancellationToken),
            FirstName = "First",
            LastName = "Administrator",
            Roles = [Roles.Administrator],
            CreatedAt = now,
        };
        var created = await accounts.TryAddAsync(Guid.CreateVersion7(now), account, cancellationToken);
        if (created)
            LogCreated(logger);
        return created;
    }

    [LoggerMessage(LogLevel.Information, "The first administrator was created")]
    private static partial void LogCreated(ILogger logger);

    [LoggerMessage(
        LogLevel.Warning,
        "There is no administrator. Set " + AdministratorOptions.Section + ":Email and " + AdministratorOptions.Section
            + ":Password to have one created at start")]
    private static partial void LogNobody(ILogger logger);

    [LoggerMessage(
        LogLevel.Warning,
        "The account of " + AdministratorOptions.Section + ":Email exists and is not an administrator; it is left as it is")]
    private static partial void LogNotAdministrator(ILogger logger);
}
