using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class TelemetryTests
{
    /// <summary>Nobody listens there; that something is to be exported is enough to have it made.</summary>
    private static readonly (string, string) Export = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");

    private sealed class Spans : BaseProcessor<Activity>
    {
        public ConcurrentQueue<Activity> Ended { get; } = [];

        public override void OnEnd(Activity data) => Ended.Enqueue(data);
    }

    /// <summary>Gets a path in a trace of its own, and the spans that the service made in it.</summary>
    private static async Task<List<Activity>> TraceAsync(string path, params (string, string)[] settings)
    {
        using var spans = new Spans();
        using var client = new Activity("client") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        await using (var service = await TestService.StartAsync(
            app => app.MapGet("/films", () =>
            {
                using var source = new ActivitySource("FilmStreaming.Test");
                source.StartActivity("work")?.Dispose();
            }),
            builder => builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(spans)),
            settings: [Export, .. settings]))
        {
            await service.GetAsync(
                path,
                null,
                ("Authorization", "Bearer secret-token"),
                ("User-Agent", "secret-agent"),
                ("X-Forwarded-For", "203.0.113.9"));
        }

        return [.. spans.Ended.Where(span => span.TraceId == client.TraceId && span.Kind != ActivityKind.Client)];
    }

    [Fact]
    public async Task Get_OfRoute_ContinuesTheClientsTrace()
    {
        var spans = await TraceAsync("/films");
        Assert.Equal(["FilmStreaming.Test", "Microsoft.AspNetCore"], spans.Select(span => span.Source.Name).Order());
    }

    [Fact]
    public async Task Get_WithPersonalData_LeavesNoneInSpans()
    {
        var spans = await TraceAsync("/films?email=secret@example.com");
        var tags = spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Key}={tag.Value}").ToList();
        Assert.Contains("url.path=/films", tags);
        foreach (var personal in (string[])["secret", "203.0.113.9"])
            Assert.DoesNotContain(tags, tag => tag.Contains(personal, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Get_OfProbe_LeavesNoSpan(string path) => Assert.Empty(await TraceAsync(path));

    [Fact]
    public async Task Get_InSharedProcess_LeavesSpansToTheOtherService() =>
        Assert.Empty(await TraceAsync("/films", ("Telemetry:SharedProcess", "true")));

    [Theory]
    [InlineData("", "movieapi")]
    [InlineData("films-eu", "films-eu")]
    public async Task Resource_OfService_IsNamedByEnvironmentElseByService(string environment, string expected)
    {
        await using var service = await TestService.StartAsync(settings: [Export, ("OTEL_SERVICE_NAME", environment)]);
        var resource = service.Services.GetRequiredService<TracerProvider>().GetResource().Attributes
            .ToDictionary(attribute => attribute.Key, attribute => attribute.Value);
        Assert.Equal(expected, resource["service.name"]);
        Assert.NotEqual("", resource["service.instance.id"]);
    }

    [Fact]
    public async Task Get_WhereNothingIsExported_LeavesNoSpan() =>
        Assert.Empty(await TraceAsync("/films", ("OTEL_EXPORTER_OTLP_ENDPOINT", "")));

    [Fact]
    public async Task Log_OfRequest_HoldsNoQuery()
    {
        var logs = new FakeLogCollector();
        await using var service = await TestService.StartAsync(
            app => app.MapGet("/films", () => ""),
            builder => builder.Logging.AddProvider(new FakeLoggerProvider(logs)));
        await service.GetAsync("/films?email=secret@example.com");
        Assert.DoesNotContain(logs.GetSnapshot(), entry => entry.Message.Contains("secret", StringComparison.Ordinal));
    }
}
