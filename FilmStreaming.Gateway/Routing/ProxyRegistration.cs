using FilmStreaming.Gateway.Forwarding;
using FilmStreaming.ServiceDefaults.RateLimits;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace FilmStreaming.Gateway.Routing;

/// <summary>Puts the reverse proxy together.</summary>
internal static class ProxyRegistration
{
    public static WebApplicationBuilder AddProxy(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<GatewayOptions>()
            .BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IForwarderHttpClientFactory, ServiceHttpClientFactory>();
        builder.Services.AddSingleton<IProxyConfigProvider>(services =>
        {
            var options = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
            return new InMemoryConfigProvider(RouteTable.Routes(options), ServiceClusters.From(options));
        });
        builder.Services.AddReverseProxy()
            .AddServiceDiscoveryDestinationResolver()
            .AddTransforms(transforms =>
            {
                // Set, not appended: what a client claims about itself ends here.
                transforms.AddXForwarded(ForwardedTransformActions.Set);
                transforms.AddRequestHeaderRemove("Forwarded");
            });
        return builder;
    }

    public static WebApplication MapProxy(this WebApplication app)
    {
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<ForwardingProblems>();
            proxy.UseMiddleware<SafeRetry>();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        }).WithRateLimit(RateLimitClass.Edge);
        return app;
    }
}
