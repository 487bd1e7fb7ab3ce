using FilmStreaming.Messaging.Erasure;

namespace FilmStreaming.UserApi.Activities;

internal static class ActivityRegistration
{
    /// <summary>Keeps when accounts last changed what they have.</summary>
    public static IServiceCollection AddLastActivities(this IServiceCollection services) =>
        services.AddSingleton<ActivityLog>().AddAccountData<ErasedActivities>();

    private sealed class ErasedActivities(ILastActivityStore store) : IAccountData
    {
        public Task EraseAsync(Guid accountId, CancellationToken cancellationToken) => store.RemoveAsync(accountId, cancellationToken);
    }
}
