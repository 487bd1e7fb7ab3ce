using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace FilmStreaming.Gateway.Forwarding;

/// <summary>Makes the connections to the services.</summary>
internal sealed class ServiceHttpClientFactory(IOptions<GatewayOptions> options, ILogger<ForwarderHttpClientFactory> logger)
    : ForwarderHttpClientFactory(logger)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.ConnectTimeout = options.Value.ConnectTimeout;
        handler.PooledConnectionLifetime = options.Value.ConnectionLifetime;
    }
}
