using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.InProcess;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.Messaging.Telemetry;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FilmStreaming.Messaging;

/// <summary>Registers the transport, and what a service handles and answers.</summary>
public static class MessagingRegistration
{
    /// <summary>
    /// RabbitMQ where the connection string <c>messaging</c> is set, else the in-process bus, which only reaches services that
    /// share its registration as a singleton.
    /// </summary>
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<MessagingOptions>()
            .BindConfiguration(MessagingOptions.Section)
            .PostConfigure(options => options.SetDefaults())
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MessagingMetrics>();
        services.AddSingleton<EventDispatcher>();
        services.AddSingleton<RequestDispatcher>();
        services.AddSingleton<IEventPublisher, EventPublisher>();
        services.AddSingleton<IRequestClient, RequestClient>();
        services.AddSingleton<IDependencyFailure, MessagingFailure>();
        services.AddSingleton<OutboxSignal>();

        AddInProcess(services);
        return builder;
    }

    /// <summary>Subscribes <typeparamref name="THandler"/> to a type of event.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <param name="subscription">Names the durable queue shared by this service's replicas, for example <c>userapi.films</c>.</param>
    /// <param name="contract">The type of event.</param>
    public static IServiceCollection AddEventHandler<THandler, TData>(
        this IServiceCollection services, string subscription, EventContract<TData> contract)
        where THandler : class, IEventHandler<TData>
    {
        services.TryAddScoped<THandler>();
        services.AddSingleton(EventSubscription.For<THandler, TData>(subscription, contract));

        // A bus that is shared learns of the subscription before any service runs, so that none publishes past it.
        var shared = services.LastOrDefault(service => service.ServiceType == typeof(InProcessBus))?.ImplementationInstance;
        (shared as InProcessBus)?.Declare(subscription, contract.Type);
        return services;
    }

    /// <summary>Answers a request with <typeparamref name="THandler"/>, on every replica.</summary>
    public static IServiceCollection AddRequestHandler<THandler, TRequest, TReply>(
        this IServiceCollection services, RequestContract<TRequest, TReply> contract)
        where THandler : class, IRequestHandler<TRequest, TReply>
    {
        services.TryAddScoped<THandler>();
        services.AddSingleton(RequestResponder.For<THandler, TRequest, TReply>(contract));
        return services;
    }

    private static void AddInProcess(IServiceCollection services)
    {
        services.TryAddSingleton<InProcessBus>();
        services.AddSingleton<ITransport, InProcessTransport>();
        services.AddHostedService<InProcessHost>();
    }
}
