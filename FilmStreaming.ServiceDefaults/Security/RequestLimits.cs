using System.ComponentModel.DataAnnotations;
using FilmStreaming.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FilmStreaming.ServiceDefaults.Security;

/// <summary>How large a request may be.</summary>
public sealed class RequestLimitOptions
{
    public const string Section = "RequestLimits";

    /// <summary>
    /// Bytes of a body; above it the answer is 413. Routes that take more carry <c>RequestSizeLimitAttribute</c> as metadata.
    /// </summary>
    [Range(1024, 1L << 40)]
    public long MaxBodyBytes { get; set; } = 1 << 20;

    /// <summary>Bytes of all headers together; above it the answer is 431.</summary>
    [Range(1024, 1 << 20)]
    public int MaxHeaderBytes { get; set; } = 32 << 10;
}

internal static class RequestLimits
{
    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddStrictOptions<RequestLimitOptions>(RequestLimitOptions.Section);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<RequestLimitOptions>>((kestrel, limits) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.Value.MaxBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = limits.Value.MaxHeaderBytes;
        });
    }
}
