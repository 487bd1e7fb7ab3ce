using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using FilmStreaming.ServiceDefaults;

namespace FilmStreaming.Tests.AppHost.Aspire;

/// <summary>The model as it runs on a developer's machine; nothing of it is started.</summary>
public sealed class ModelTests
{
    [Theory]
    [InlineData(ResourceNames.MovieApi, ResourceNames.MovieDb, ResourceNames.Messaging, ResourceNames.Cache)]
    [InlineData(ResourceNames.UserApi, ResourceNames.UserDb, ResourceNames.Messaging, ResourceNames.Cache)]
    [InlineData(ResourceNames.Gateway, ResourceNames.MovieApi, ResourceNames.UserApi, ResourceNames.Cache)]
    public async Task Service_InTheModel_WaitsForWhatItNeeds(string service, params string[] needs)
    {
        var resource = (await CreateAsync()).Resources.Single(resource => resource.Name == service);

        Assert.Superset(needs.ToHashSet(), resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name).ToHashSet());
        Assert.NotEmpty(resource.Annotations.OfType<HealthCheckAnnotation>());
    }

    [Theory]
    [InlineData(ResourceNames.MovieApi, 2)]
    [InlineData(ResourceNames.UserApi, 2)]
    [InlineData(ResourceNames.Gateway, 1)]
    public async Task Service_InTheModel_HasItsReplicas(string service, int replicas)
    {
        var resource = (await CreateAsync()).Resources.Single(resource => resource.Name == service);

        Assert.Equal(replicas, resource.GetReplicaCount());
    }

    [Theory]
    [InlineData(ResourceNames.Mongo)]
    [InlineData(ResourceNames.Messaging)]
    [InlineData(ResourceNames.Cache)]
    public async Task Server_InTheModel_KeepsItsDataAndItsContainer(string server)
    {
        var resource = (await CreateAsync()).Resources.Single(resource => resource.Name == server);

        Assert.Contains(resource.Annotations.OfType<ContainerMountAnnotation>(), mount => mount.Type == ContainerMountType.Volume);
        Assert.Equal(ContainerLifetime.Persistent, resource.Annotations.OfType<ContainerLifetimeAnnotation>().Last().Lifetime);
    }

    [Fact]
    public async Task Gateway_InTheModel_OffersTheSampleCatalogue()
    {
        var gateway = (await CreateAsync()).Resources.Single(resource => resource.Name == ResourceNames.Gateway);

        Assert.Contains(gateway.Annotations.OfType<ResourceCommandAnnotation>(), command => command.Name == "import-sample");
    }

    [Theory]
    [InlineData("administrator-email", "someone@example.org")]
    [InlineData("administrator-password", "Nosferatu-walks-1922")]
    public async Task Parameter_InTheConfiguration_IsTaken(string name, string value)
    {
        var builder = await CreateAsync($"--Parameters:{name}={value}");
        var parameter = builder.Resources.OfType<ParameterResource>().Single(parameter => parameter.Name == name);

        Assert.Equal(value, await parameter.GetValueAsync(TestContext.Current.CancellationToken));
    }

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync(params string[] arguments) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.FilmStreaming_AppHost>(arguments, TestContext.Current.CancellationToken);
}
