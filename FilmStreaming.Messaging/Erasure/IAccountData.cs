using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Messaging.Erasure;

/// <summary>A place where a service keeps something of accounts. Each such place has an implementation, or erasure does not reach it.</summary>
public interface IAccountData
{
    /// <summary>Removes what is kept of the account, or takes from it every trace of whose it was. May be called again at any time.</summary>
    Task EraseAsync(Guid accountId, CancellationToken cancellationToken);
}

/// <summary>Erases an account from every place of the service.</summary>
public sealed class AccountErasure(IEnumerable<IAccountData> places) : IEventHandler<AccountRemoval>
{
    public async Task EraseAsync(Guid accountId, CancellationToken cancellationToken)
    {
        foreach (var place in places)
            await place.EraseAsync(accountId, cancellationToken);
    }

    Task IEventHandler<AccountRemoval>.HandleAsync(EventContext<AccountRemoval> context, CancellationToken cancellationToken) =>
        EraseAsync(context.Data.AccountId, cancellationToken);
}

/// <summary>Registers <see cref="AccountErasure"/> and the places that it reaches.</summary>
public static class ErasureRegistration
{
    /// <summary>Has the service erase an account when the User API tells that it was deleted.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <param name="service">The service's name, which its subscription is named after.</param>
    public static IServiceCollection AddAccountErasure(this IServiceCollection services, string service) => services
        .AddSingleton<AccountErasure>()
        .AddEventHandler<AccountErasure, AccountRemoval>($"{service}.erasure", UserEvents.AccountDeleted);

    /// <summary>Adds a place.</summary>
    public static IServiceCollection AddAccountData<TPlace>(this IServiceCollection services)
        where TPlace : class, IAccountData =>
        services.AddSingleton<IAccountData, TPlace>();
}
