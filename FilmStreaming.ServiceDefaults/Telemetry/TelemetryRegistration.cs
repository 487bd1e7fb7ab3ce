using FilmStreaming.ServiceDefaults.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FilmStreaming.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs over OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.</summary>
internal static class TelemetryRegistration
{
    /// <summary>
    /// Set on all but one of the services that share a process. Traces and metrics belong to the process: were each service
    /// to collect them, each would be exported several times. Logs belong to the service.
    /// </summary>
    public const string SharedProcess = "Telemetry:SharedProcess";

    private const string OwnSources = "FilmStreaming.*";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this WebApplicationBuilder builder, string serviceName)
    {
        builder.AddQuietLogLevels();
        builder.Logging.AddOpenTelemetry(logs => (logs.IncludeFormattedMessage, logs.IncludeScopes) = (true, true));

        // What the environment names (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) is added last, and so wins.
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName).AddEnvironmentVariableDetector());
        // Where nothing is exported no spans are made and nothing is measured: that costs each request more than a warm read of a film.
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint]))
            return;
        if (builder.Configuration.GetValue<bool>(SharedProcess))
        {
            telemetry.WithLogging(logs => logs.AddOtlpExporter());
            return;
        }

        telemetry
            .WithTracing(tracing => tracing
                .AddSource(OwnSources)
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = http =>
                        !http.Request.Path.StartsWithSegments(HealthEndpoints.Prefix, StringComparison.OrdinalIgnoreCase);
                    options.EnrichWithHttpRequest = (activity, _) => activity.SetTag("user_agent.original", null);
                })
                .AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics
                .AddMeter(OwnSources)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }

    /// <summary>
    /// The lines of the framework and of YARP for each request and call hold the whole address, query included; spans tell the same
    /// without it. Those of StackExchange.Redis tell each step of a connection. Whoever sets these levels gets the lines all the same.
    /// </summary>
    private static void AddQuietLogLevels(this WebApplicationBuilder builder)
    {
        foreach (var category in (string[])["Microsoft.AspNetCore", "StackExchange.Redis", "System.Net.Http.HttpClient", "Yarp"])
        {
            if (builder.Configuration[$"Logging:LogLevel:{category}"] is null)
                builder.Logging.AddFilter(category, LogLevel.Warning);
        }
    }
}
