using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace FilmStreaming.ServiceDefaults.RateLimits;

/// <summary>Whose requests are counted together.</summary>
internal static class RateLimitKey
{
    /// <summary>The account, or the client's address where there is none or <paramref name="rateLimitClass"/> is signing in.</summary>
    public static string Of(HttpContext http, string rateLimitClass)
    {
        var account = rateLimitClass == RateLimitClass.SignIn ? null : http.User.FindFirst("sub")?.Value;
        return $"{rateLimitClass}:{account ?? Network(http.Connection.RemoteIpAddress)}";
    }

    /// <summary>An IPv4 address, or the /64 of an IPv6 address: one customer of a provider has all addresses of it.</summary>
    internal static string Network(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => $"{new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]])}/64",
        _ => address.ToString(),
    };
}
