using FilmStreaming.Messaging.Erasure;
using FilmStreaming.UserApi.Administration.Audit;

namespace FilmStreaming.UserApi.Administration;

internal static class AdministrationRegistration
{
    /// <summary>Lets administrators change accounts, keeps one of them, and records what they do.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddSingleton<AuditTrail>()
        .AddSingleton<AdministratorRoster>()
        .AddSingleton<UserActs>()
        .AddAccountData<AuditedAccounts>();
}
