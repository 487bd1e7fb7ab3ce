using FilmStreaming.Messaging.Erasure;

namespace FilmStreaming.UserApi.Lists;

internal static class ListRegistration
{
    /// <summary>Favourites, watchlist and ratings.</summary>
    public static IServiceCollection AddLists(this IServiceCollection services)
    {
        services.AddOptions<ListOptions>().BindConfiguration(ListOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<AccountLists>().AddAccountData<ErasedLists>();
    }

    /// <summary>The lists of an account that is erased. The Movie API takes its ratings back by itself.</summary>
    private sealed class ErasedLists(IListStore entries) : IAccountData
    {
        public Task EraseAsync(Guid accountId, CancellationToken cancellationToken) => entries.RemoveAllAsync(accountId, cancellationToken);
    }
}
