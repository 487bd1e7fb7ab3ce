using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.UserApi.Mail;

namespace FilmStreaming.UserApi.Credentials;

internal static class CredentialRegistration
{
    /// <summary>Verifies addresses, and changes and resets passwords.</summary>
    public static IServiceCollection AddCredentials(this IServiceCollection services)
    {
        services.AddOptions<CredentialOptions>()
            .BindConfiguration(CredentialOptions.Section)
            .PostConfigure<IConfiguration>((options, configuration) =>
                options.RequireVerifiedEmail ??= !string.IsNullOrEmpty(configuration[MailOptions.HostSetting]))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<AccountTokens>();
        services.AddSingleton<EmailVerification>();
        services.AddSingleton<PasswordChange>();
        services.AddSingleton<UnverifiedAccounts>();
        services.AddHostedService(provider => provider.GetRequiredService<UnverifiedAccounts>());
        return services.AddEventHandler<StaleSessions, AccountChange>(StaleSessions.Subscription, UserEvents.AccountUpdated);
    }
}
