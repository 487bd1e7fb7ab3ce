using System.Buffers.Text;
using System.Security.Cryptography;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Auth;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>
/// Creates the first administrator at start, from configuration or with a random password. Replicas may start at the same time:
/// the unique address lets one of them create the account, and only that one shows its password. A database that is away does not
/// keep the service from starting; it is asked again until it answers.
/// </summary>
internal sealed partial class FirstAdministrator(
    IAccountStore accounts,
    PasswordHashing passwords,
    IAdministratorAnnouncer announcer,
    IEnumerable<IDependencyFailure> failures,
    IOptions<AdministratorOptions> options,
    IHostEnvironment environment,
    TimeProvider time,
    ILogger<FirstAdministrator> logger) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly AdministratorOptions _options = options.Value;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await TryEnsureAsync(cancellationToken))
            await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do
            await Task.Delay(Retry, time, stoppingToken);
        while (!await TryEnsureAsync(stoppingToken));
    }

    private async Task<bool> TryEnsureAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EnsureAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (failures.Any(failure => failure.DependencyOf(e) is not null))
        {
            LogWaiting(logger, e.GetType().Name);
            return false;
        }
    }

    private async Task EnsureAsync(CancellationToken cancellationToken)
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
            EmailVerifiedAt = now,
            PasswordHash = await passwords.HashAsync(password, cancellationToken),
            SecurityStamp = Account.NewSecurityStamp(),
            FirstName = "First",
            LastName = "Administrator",
            Roles = [Roles.Administrator],
            CreatedAt = now,
            UpdatedAt = now,
        };
        var id = Guid.CreateVersion7(now);
        var created = await accounts.TryAddAsync(id, account, [AccountEvents.Registered(id, now)], cancellationToken);
        if (created)
            LogCreated(logger);
        return created;
    }

    [LoggerMessage(LogLevel.Information, "The first administrator was created")]
    private static partial void LogCreated(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "Whether there is an administrator cannot be read yet ({Reason}); trying again")]
    private static partial void LogWaiting(ILogger logger, string reason);

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
