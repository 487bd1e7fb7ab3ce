using FilmStreaming.Messaging.Broadcasts;
using FilmStreaming.Messaging.DeadLetters;
using FilmStreaming.Messaging.Delivery;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.InProcess;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.Messaging.RabbitMq;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.Messaging.Telemetry;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Hosting;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

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
        services.AddSingleton<BroadcastDispatcher>();
        services.AddSingleton<RequestDispatcher>();
        services.AddSingleton<IEventPublisher, EventPublisher>();
        services.AddSingleton<IRequestClient, RequestClient>();
        services.AddSingleton<IDependencyFailure, MessagingFailure>();
        services.AddSingleton<Outages>();
        services.AddSingleton<DeadLetterAudit>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, DeadLetterJsonContext.Default));

        var broker = builder.Configuration.GetConnectionString(ResourceNames.Messaging);
        if (string.IsNullOrEmpty(broker))
            AddInProcess(services);
        else if (Uri.TryCreate(broker, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps")
            AddRabbitMq(builder);
        else
            throw new StartupException($"ConnectionStrings:{ResourceNames.Messaging} is not an AMQP URL, such as amqp://guest:guest@localhost:5672.");
        AddOutbox(services);
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

    /// <summary>Has <typeparamref name="THandler"/> hear a type of event on every replica, as long as it runs.</summary>
    public static IServiceCollection AddBroadcastHandler<THandler, TData>(this IServiceCollection services, EventContract<TData> contract)
        where THandler : class, IBroadcastHandler<TData>
    {
        services.TryAddSingleton<THandler>();
        services.AddSingleton(provider => BroadcastSubscription.For(provider.GetRequiredService<THandler>(), contract));
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

    // After the transport, so that on a stop the relay publishes what is pending while the transport still works.
    private static void AddOutbox(IServiceCollection services)
    {
        services.AddOptions<OutboxOptions>().BindConfiguration(OutboxOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OutboxSignal>();
        services.AddHostedService<OutboxRelay>();
        services.AddSingleton<OutboxMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxMonitor>());
        services.AddHealthChecks().AddCheck<OutboxMonitor>(OutboxMonitor.HealthCheckName, tags: ["ready"]);
    }

    private static void AddInProcess(IServiceCollection services)
    {
        services.TryAddSingleton<InProcessBus>();
        services.AddSingleton<InProcessTransport>();
        services.AddSingleton<ITransport>(provider => provider.GetRequiredService<InProcessTransport>());
        services.AddSingleton<IDeadLetters, InProcessDeadLetters>();
        services.AddHostedService<InProcessHost>();
    }

    private static void AddRabbitMq(WebApplicationBuilder builder)
    {
        builder.AddRabbitMQClient(
            ResourceNames.Messaging,
            settings =>
            {
                // The client's check would open a connection of its own, and its spans double those of MessagingActivities.
                settings.DisableHealthChecks = true;
                settings.DisableTracing = true;
            },
            factory =>
            {
                factory.AutomaticRecoveryEnabled = false;
                factory.RequestedHeartbeat = TimeSpan.FromSeconds(10);
            });
        var services = builder.Services;
        services.AddSingleton<Topology>();
        services.AddSingleton<FailedEvents>();
        services.AddSingleton<ITransport, RabbitMqTransport>();
        services.AddSingleton<IDeadLetters, RabbitMqDeadLetters>();

        // Stopped in reverse: consuming drains while publishing still works.
        services.AddSingleton<PublishingLink>();
        services.AddHostedService(provider => provider.GetRequiredService<PublishingLink>());
        services.AddSingleton<ConsumingLink>();
        services.AddHostedService(provider => provider.GetRequiredService<ConsumingLink>());
        services.AddHealthChecks().AddCheck<RabbitMqHealthCheck>(ResourceNames.Messaging, tags: ["ready"]);
    }
}
