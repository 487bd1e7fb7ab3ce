using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;

namespace Microsoft.Extensions.Hosting;

/// <summary>The registration call of Aspire.RabbitMQ.Client, for builds without that package.</summary>
public static class RabbitMqClientRegistration
{
    private const string Section = "Aspire:RabbitMQ:Client";

    /// <summary>
    /// Registers <see cref="IConnectionFactory"/>, and an <see cref="IConnection"/> that is opened when it is first asked for.
    /// </summary>
    /// <param name="builder">The service's host.</param>
    /// <param name="connectionName">Names the connection string; one in <c>Aspire:RabbitMQ:Client</c> is used where it is not set.</param>
    /// <param name="configureSettings">Runs after the settings are read from configuration.</param>
    /// <param name="configureConnectionFactory">Runs after the factory is read from configuration.</param>
    public static void AddRabbitMQClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<RabbitMQClientSettings>? configureSettings = null,
        Action<ConnectionFactory>? configureConnectionFactory = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var section = builder.Configuration.GetSection(Section);
        var settings = new RabbitMQClientSettings();
        section.Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        builder.Services.AddSingleton<IConnectionFactory>(_ =>
        {
            var factory = new ConnectionFactory();
            section.GetSection("ConnectionFactory").Bind(factory);
            if (!string.IsNullOrEmpty(settings.ConnectionString))
                factory.Uri = new(settings.ConnectionString);
            configureConnectionFactory?.Invoke(factory);
            return factory;
        });
        builder.Services.AddSingleton(services =>
            services.GetRequiredService<IConnectionFactory>().CreateConnectionAsync().GetAwaiter().GetResult());

        if (!settings.DisableTracing)
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("RabbitMQ.Client.*"));
        if (!settings.DisableHealthChecks)
            builder.Services.AddHealthChecks().AddCheck<ConnectionHealthCheck>("RabbitMQ.Client");
    }

    private sealed class ConnectionHealthCheck(IServiceProvider services) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(services.GetRequiredService<IConnection>().IsOpen
                ? HealthCheckResult.Healthy()
                : new HealthCheckResult(context.Registration.FailureStatus, "The connection is closed."));
    }
}

/// <summary>What Aspire's settings of the same name hold, as far as it is used here.</summary>
public sealed class RabbitMQClientSettings
{
    public string? ConnectionString { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }
}
