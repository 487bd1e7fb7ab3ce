using FilmStreaming.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace FilmStreaming.Gateway.Routing;

/// <summary>The services behind the gateway; service discovery turns each name into one destination per known address.</summary>
internal static class ServiceClusters
{
    public static IReadOnlyList<ClusterConfig> From(GatewayOptions options) =>
        [Cluster(ResourceNames.MovieApi, options), Cluster(ResourceNames.UserApi, options)];

    private static ClusterConfig Cluster(string service, GatewayOptions options) => new()
    {
        ClusterId = service,
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        Destinations = new Dictionary<string, DestinationConfig> { [service] = new() { Address = $"http://{service}" } },
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = options.ActivityTimeout },
        HealthCheck = new HealthCheckConfig
        {
            // When no destination looks well, all are tried: a service that is not ready can still answer much, and says itself what not.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Path = "/health/ready",
                Interval = options.HealthInterval,
                Timeout = options.ConnectTimeout,
                Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
            },
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true,
                Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate,
                ReactivationPeriod = options.HealthInterval,
            },
        },
    };
}
