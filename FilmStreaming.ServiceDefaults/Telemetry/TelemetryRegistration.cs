using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
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
        builder.Configuration.AddQuietLogLevels();
        builder.Logging.AddOpenTelemetry(logs => (logs.IncludeFormattedMessage, logs.IncludeScopes) = (true, true));

        // What the environment names (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) is added last, and so wins.
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName).AddEnvironmentVariableDetector());
        var export = !string.IsNullOrEmpty(builder.Configuration[Endpoint]);
        if (builder.Configuration.GetValue<bool>(SharedProcess))
        {
            if (export)
                telemetry.WithLogging(logs => logs.AddOtlpExporter());
            return;
        }

        telemetry
            .WithTracing(tracing => tracing
                .AddSource(OwnSources)
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = http => !http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);
                    options.EnrichWithHttpRequest = (activity, _) => activity.SetTag("user_agent.original", null);
                })
                .AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics
                .AddMeter(OwnSources)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation());
        if (export)
            telemetry.UseOtlpExporter();
    }

    /// <summary>
    /// The framework's line for each request and call holds the whole address, query included. Spans tell the same without
    /// it. Being the first source of the configuration, this yields to what anyone sets.
    /// </summary>
    private static void AddQuietLogLevels(this ConfigurationManager configuration) =>
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Microsoft.AspNetCore"] = nameof(LogLevel.Warning),
                ["Logging:LogLevel:System.Net.Http.HttpClient"] = nameof(LogLevel.Warning),
            },
        });
}
