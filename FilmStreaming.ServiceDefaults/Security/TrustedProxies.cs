using System.ComponentModel.DataAnnotations;
using System.Net;
using FilmStreaming.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FilmStreaming.ServiceDefaults.Security;

/// <summary>
/// Whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed. From anyone else they are ignored, or each client
/// could choose the address that its rate limit is counted by.
/// </summary>
public sealed class TrustedProxyOptions : IValidatableObject
{
    public const string Section = "ForwardedHeaders";

    /// <summary>Addresses of proxies. This machine is always one.</summary>
    public IList<string> KnownProxies { get; } = [];

    /// <summary>Networks of proxies, such as <c>10.0.0.0/8</c>. An empty one is none, for what a deployment leaves open.</summary>
    public IList<string> KnownNetworks { get; } = [];

    /// <summary>How many proxies a request passes; of a longer list only the last entries are believed.</summary>
    [Range(1, 10)]
    public int ForwardLimit { get; set; } = 1;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var proxy in KnownProxies.Where(proxy => !IPAddress.TryParse(proxy, out _)))
            yield return new($"{Section}:{nameof(KnownProxies)}: '{proxy}' is not an IP address.");
        foreach (var network in KnownNetworks.Where(network => network.Length > 0 && !System.Net.IPNetwork.TryParse(network, out _)))
            yield return new($"{Section}:{nameof(KnownNetworks)}: '{network}' is not a network such as 10.0.0.0/8.");
    }
}

internal static class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services)
    {
        services.AddStrictOptions<TrustedProxyOptions>(TrustedProxyOptions.Section);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<TrustedProxyOptions>>((forwarded, proxies) =>
        {
            forwarded.ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.ForwardLimit = proxies.Value.ForwardLimit;
            // ASPNETCORE_FORWARDEDHEADERS_ENABLED, which Aspire sets, empties both lists: then everyone would be believed.
            forwarded.KnownProxies.Clear();
            forwarded.KnownProxies.Add(IPAddress.IPv6Loopback);
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownIPNetworks.Add(new(IPAddress.Loopback, 8));
            foreach (var proxy in proxies.Value.KnownProxies)
                forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
            foreach (var network in proxies.Value.KnownNetworks.Where(network => network.Length > 0))
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }
}
