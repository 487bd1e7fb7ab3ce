using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;

namespace FilmStreaming.ServiceDefaults.Security;

/// <summary>
/// The headers that Helmet gives a Node service. They are added when an answer starts, to those that lack them: a route may
/// choose its own, and the gateway doubles none of a service's.
/// </summary>
internal static class SecurityHeaders
{
    private static readonly KeyValuePair<string, StringValues>[] Always =
    [
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Origin-Agent-Cluster", "?1"),
        new("Referrer-Policy", "no-referrer"),
        new("X-Content-Type-Options", "nosniff"),
        new("X-DNS-Prefetch-Control", "off"),
        new("X-Download-Options", "noopen"),
        new("X-Frame-Options", "DENY"),
        new("X-Permitted-Cross-Domain-Policies", "none"),
        new("X-XSS-Protection", "0"),
    ];

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var strictTransport = !app.Environment.IsDevelopment();
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                Add(http, strictTransport);
                return Task.CompletedTask;
            });
            return next(http);
        });
    }

    private static void Add(HttpContext http, bool strictTransport)
    {
        var headers = http.Response.Headers;
        foreach (var (name, value) in Always)
            headers.TryAdd(name, value);
        var policy = http.GetEndpoint()?.Metadata.GetMetadata<ContentSecurityPolicy>() ?? ContentSecurityPolicy.Data;
        headers.TryAdd("Content-Security-Policy", policy.Value);
        if (strictTransport && http.Request.IsHttps)
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        headers.Remove("X-Powered-By");
    }
}
