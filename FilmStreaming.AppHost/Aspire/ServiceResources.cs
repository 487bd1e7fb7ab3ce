namespace FilmStreaming.AppHost;

/// <summary>What the services have in common as resources.</summary>
internal static class ServiceResources
{
    private const int Replicas = 2;

    /// <summary>The port of .NET's container images. Locally each replica needs one of its own.</summary>
    private const int ContainerPort = 8080;

    private const string TrustedProxiesName = "trusted-proxies";

    /// <summary>Aspire's other variables would only repeat the passwords.</summary>
    private const ReferenceEnvironmentInjectionFlags WhatServicesRead =
        ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery;

    /// <param name="builder">The application.</param>
    /// <param name="name">The resource, and its name in service discovery.</param>
    /// <param name="port">The port it is reached at; any free one by default.</param>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, string name, int? port = null)
        where TProject : IProjectMetadata, new()
    {
        var service = builder.AddProject<TProject>(name)
            .WithReferenceEnvironment(WhatServicesRead)
            .WithHttpEndpoint(port, builder.ExecutionContext.IsPublishMode ? ContainerPort : null)
            .WithHttpProbe(ProbeType.Startup, "/health/startup", failureThreshold: 30)
            .WithHttpProbe(ProbeType.Readiness, "/health/ready", timeoutSeconds: 5)
            .WithHttpProbe(ProbeType.Liveness, "/health/live", timeoutSeconds: 5)
            // Otherwise a published service believes anyone's X-Forwarded-For, and with it any address to count a rate limit by.
            .DisableForwardedHeaders();
        return builder.ExecutionContext.IsRunMode
            ? service.WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName)
            : service;
    }

    /// <summary>Two replicas that only the gateway reaches, whose word on who the client is they take.</summary>
    public static IResourceBuilder<ProjectResource> BehindGateway(this IResourceBuilder<ProjectResource> service)
    {
        if (service.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            // Between containers the gateway comes from an address of a private network; locally it comes from this machine.
            service
                .WithEnvironment("ForwardedHeaders__KnownNetworks__0", "10.0.0.0/8")
                .WithEnvironment("ForwardedHeaders__KnownNetworks__1", "172.16.0.0/12")
                .WithEnvironment("ForwardedHeaders__KnownNetworks__2", "192.168.0.0/16")
                .WithEnvironment("ForwardedHeaders__KnownNetworks__3", "fc00::/7");
        }

        return service.WithReplicas(Replicas);
    }

    /// <summary>
    /// The network of the proxy in front of a published gateway, the one that ends TLS: a parameter, because only who deploys
    /// knows it. By default none is trusted, and behind a proxy all clients would share one rate limit.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithTrustedProxies(this IResourceBuilder<ProjectResource> gateway)
    {
        var builder = gateway.ApplicationBuilder;
        if (!builder.ExecutionContext.IsPublishMode)
            return gateway;
        var network = builder.AddParameter(
            TrustedProxiesName, () => builder.Configuration[$"Parameters:{TrustedProxiesName}"] ?? "127.0.0.0/8", publishValueAsDefault: true);
        return gateway.WithEnvironment("ForwardedHeaders__KnownNetworks__0", network);
    }
}
