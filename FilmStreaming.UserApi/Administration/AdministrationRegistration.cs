using FilmStreaming.Messaging.Erasure;
using FilmStreaming.UserApi.Administration.Audit;
using FilmStreaming.UserApi.Administration.Import;

namespace FilmStreaming.UserApi.Administration;

internal static class AdministrationRegistration
{
    /// <summary>Lets administrators change accounts, keeps one of them, and records what they do.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddOptions<UserImportOptions>().BindConfiguration(UserImportOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<AuditTrail>()
            .AddSingleton<AdministratorRoster>()
            .AddSingleton<UserActs>()
            .AddSingleton<UserImport>()
            .AddAccountData<AuditedAccounts>();
    }
}
