using Aspire.Hosting.Kubernetes;

namespace FilmStreaming.AppHost;

/// <summary>What <c>--step publish</c> writes.</summary>
internal static class PublishTarget
{
    private const string Setting = "Publish:Target";

    /// <summary>
    /// Adds the one environment that the model is published to, chosen by <c>Publish:Target</c>: <c>compose</c> (the default) or
    /// <c>kubernetes</c>. With both in the model each resource would have to name its own. The manifest, which azd asks for, has none.
    /// </summary>
    public static void AddPublishTarget(this IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsPublishMode || builder.Configuration["Publishing:Publisher"] == "manifest")
            return;

        var services = builder.Resources.OfType<ProjectResource>().Select(builder.CreateResourceBuilder).ToList();
        switch (builder.Configuration[Setting])
        {
            case null or "compose":
                // Its dashboard would be a second door that anyone can reach.
                builder.AddDockerComposeEnvironment("compose").WithDashboard(enabled: false);
                // Kubernetes takes the replicas from the model by itself.
                foreach (var service in services)
                {
                    var replicas = service.Resource.GetReplicaCount();
                    service.PublishAsDockerComposeService((_, compose) => compose.Deploy = new() { Replicas = replicas });
                }

                break;
            case "kubernetes":
                builder.AddKubernetesEnvironment("kubernetes");
                foreach (var service in services)
                    service.PublishAsKubernetesService(SpellProbesAsKubernetesDoes);
                break;
            case { } unknown:
                throw new DistributedApplicationException($"{Setting} is compose or kubernetes, not {unknown}.");
        }
    }

    /// <summary>Kubernetes takes HTTP as the scheme of a probe and refuses the http that Aspire writes (microsoft/aspire#18271).</summary>
    private static void SpellProbesAsKubernetesDoes(KubernetesResource service)
    {
        foreach (var container in service.Workload?.PodTemplate.Spec.Containers ?? [])
        {
            foreach (var probe in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe })
                probe?.HttpGet?.Scheme = "HTTP";
        }
    }
}
