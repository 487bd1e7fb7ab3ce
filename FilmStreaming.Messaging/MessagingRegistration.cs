using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

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
        return services;
    }

    /// <summary>Answers a request with <typeparamref name="THandler"/>, on every replica.</summary>
    public static IServiceCollection AddRequestHandler<THandler, TRequest, TReply>(
        this IServiceCollection services, RequestContract<TRequest, TReply> contract)
        where THandler : class, IRequestHandler<TRequest, TReply>
    {
        return services;
    }
}
