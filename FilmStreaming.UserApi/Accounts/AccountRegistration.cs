using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FilmStreaming.UserApi.Accounts;

internal static class AccountRegistration
{
    /// <summary>Creates the first administrator at start.</summary>
    public static IServiceCollection AddFirstAdministrator(this IServiceCollection services)
    {
        services.AddOptions<AdministratorOptions>()
            .BindConfiguration(AdministratorOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton<IAdministratorAnnouncer, ConsoleAdministratorAnnouncer>();
        services.AddHostedService<FirstAdministrator>();
        return services;
    }
}
