using System.Text.Json.Serialization;
using FilmStreaming.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FilmStreaming.ServiceDefaults.Health;

/// <summary>Probes: 200 while well or degraded, 503 otherwise, in every environment. Never cached, counted or traced.</summary>
internal static class HealthEndpoints
{
    public const string Prefix = "/health";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var probes = app.MapGroup(Prefix).DisableRateLimiting().DisableHttpMetrics();
        probes.MapProbe("/live", _ => false);
        probes.MapProbe("/ready", check => check.Tags.Contains(HealthTags.Ready));
        probes.MapProbe("/startup", check => check.Tags.Contains(HealthTags.Startup));
    }

    private static void MapProbe(this IEndpointRouteBuilder probes, string path, Func<HealthCheckRegistration, bool> checks) =>
        probes.MapHealthChecks(path, new HealthCheckOptions { Predicate = checks, ResponseWriter = WriteAsync })
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));

    private static async Task WriteAsync(HttpContext http, HealthReport report)
    {
        var authorization = http.RequestServices.GetRequiredService<IAuthorizationService>();
        var isAdministrator = (await authorization.AuthorizeAsync(http.User, Policies.Administrator)).Succeeded;
        var checks = isAdministrator
            ? report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new CheckAnswer(
                    entry.Value.Status, entry.Value.Description ?? entry.Value.Exception?.Message, entry.Value.Duration.TotalMilliseconds))
            : null;
        await http.Response.WriteAsJsonAsync(
            new HealthAnswer(report.Status, checks), HealthJson.Default.HealthAnswer, cancellationToken: http.RequestAborted);
    }
}

/// <param name="Status">The worst of all checks.</param>
/// <param name="Checks">Each check by name, for administrators only.</param>
internal sealed record HealthAnswer(HealthStatus Status, Dictionary<string, CheckAnswer>? Checks);

/// <param name="Status">Of this check.</param>
/// <param name="Description">What is wrong.</param>
/// <param name="Milliseconds">How long the check took.</param>
internal sealed record CheckAnswer(HealthStatus Status, string? Description, double Milliseconds);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
