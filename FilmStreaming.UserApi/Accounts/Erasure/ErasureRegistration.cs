using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Erasure;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.UserApi.Sessions;

namespace FilmStreaming.UserApi.Accounts.Erasure;

internal static class ErasureRegistration
{
    /// <summary>Deletes accounts, from every place where this service has something of them.</summary>
    public static IServiceCollection AddAccountDeletion(this IServiceCollection services) => services
        .AddAccountErasure(ResourceNames.UserApi)
        .AddAccountData<AccountRecord>()
        .AddAccountData<SessionErasure>()
        .AddAccountData<AccountImages>()
        .AddAccountData<AccountPlays>()
        .AddSingleton<AccountDeletion>()
        .AddEventHandler<AccountDeletion, AccountChange>($"{ResourceNames.UserApi}.erasure", UserEvents.AccountUpdated)
        .AddSingleton<ErasureSweep>()
        .AddHostedService(provider => provider.GetRequiredService<ErasureSweep>());
}
