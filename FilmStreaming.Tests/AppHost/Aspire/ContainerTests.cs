using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using FilmStreaming.ServiceDefaults;

namespace FilmStreaming.Tests.AppHost.Aspire;

/// <summary>The application as Aspire runs it: MongoDB, RabbitMQ and Redis in containers, two replicas of each service.</summary>
public sealed class ContainerTests(AspireApplication aspire)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ResourceNames.Mongo)]
    [InlineData(ResourceNames.MovieDb)]
    [InlineData(ResourceNames.UserDb)]
    [InlineData(ResourceNames.Messaging)]
    [InlineData(ResourceNames.Cache)]
    [InlineData(ResourceNames.UserApi)]
    [InlineData(ResourceNames.MovieApi)]
    [InlineData(ResourceNames.Gateway)]
    public async Task Resource_OfTheModel_GetsHealthy(string name)
    {
        var application = await aspire.GetAsync();

        var ready = await application.ResourceNotifications
            .WaitForResourceHealthyAsync(name, Cancellation).WaitAsync(Patience, Cancellation);

        Assert.Equal("Healthy", $"{ready.Snapshot.HealthStatus}");
    }

    [Fact]
    public async Task Tour_ThroughTheGateway_EndsWithTheFilmInTheHistory()
    {
        await WaitForGatewayAsync();
        using var client = await aspire.GetAdministratorAsync(Cancellation);

        using var import = await client.PostAsync("/v1/movies/import/sample", null, Cancellation);
        import.EnsureSuccessStatusCode();
        await import.Content.ReadAsStringAsync(Cancellation);
        var films = await client.GetFromJsonAsync<JsonElement>("/v1/movies", Cancellation);
        var movieId = films.GetProperty("items")[0].GetProperty("id").GetGuid();
        using var added = await client.PostAsJsonAsync("/v1/me/history", new { movieId }, Cancellation);
        var history = await client.GetStringAsync("/v1/me/history", Cancellation);

        Assert.True(added.IsSuccessStatusCode);
        Assert.Contains($"{movieId}", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopOfOneReplica_WhileClientsRead_IsNotNoticed()
    {
        await WaitForGatewayAsync();
        var application = await aspire.GetAsync();
        using var client = await aspire.GetAdministratorAsync(Cancellation);
        var replica = await FindReplicaAsync(ResourceNames.MovieApi);
        using var stopped = new CancellationTokenSource();

        var reading = Task.Run(
            async () =>
            {
                do
                {
                    using var response = await client.GetAsync("/v1/movies?pageSize=1", Cancellation);
                    Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{response.StatusCode}");
                }
                while (!stopped.IsCancellationRequested);
            },
            Cancellation);
        var stop = await application.ResourceCommands.ExecuteCommandAsync(replica, KnownResourceCommands.StopCommand, Cancellation);
        await stopped.CancelAsync();
        await reading;
        await application.ResourceCommands.ExecuteCommandAsync(replica, KnownResourceCommands.StartCommand, Cancellation);

        Assert.True(stop.Success);
    }

    private async Task WaitForGatewayAsync() => await (await aspire.GetAsync()).ResourceNotifications
        .WaitForResourceHealthyAsync(ResourceNames.Gateway, Cancellation).WaitAsync(Patience, Cancellation);

    /// <summary>The id of one of the running replicas of a service.</summary>
    private async Task<string> FindReplicaAsync(string service)
    {
        var notifications = (await aspire.GetAsync()).ResourceNotifications;
        await foreach (var change in notifications.WatchAsync(Cancellation))
        {
            if (change.Resource.Name == service && change.Snapshot.State?.Text == KnownResourceStates.Running)
                return change.ResourceId;
        }

        throw new InvalidOperationException($"There is no running replica of {service}.");
    }
}
