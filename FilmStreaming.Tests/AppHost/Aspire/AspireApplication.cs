using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Tests.AppHost.Aspire;

[assembly: AssemblyFixture(typeof(AspireApplication))]

namespace FilmStreaming.Tests.AppHost.Aspire;

/// <summary>The whole application in containers, started by the first test that asks for it, with data of its own.</summary>
public sealed class AspireApplication : IAsyncDisposable
{
    private const string Email = "admin@filmstreaming.test";
    private const string Password = "Nosferatu-walks-1922";

    private readonly Lazy<Task<DistributedApplication>> _application = new(StartAsync);

    /// <summary>Skips the running test where there is no container engine.</summary>
    public Task<DistributedApplication> GetAsync()
    {
        ContainerEngine.Require();
        return _application.Value;
    }

    /// <summary>A client of the gateway that is signed in as the first administrator.</summary>
    public async Task<HttpClient> GetAdministratorAsync(CancellationToken cancellationToken)
    {
        var client = (await GetAsync()).CreateHttpClient(ResourceNames.Gateway);
        using var response = await client.PostAsJsonAsync(
            "/v1/auth/sign-in", new { email = Email, password = Password }, cancellationToken);
        response.EnsureSuccessStatusCode();
        var session = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var token = session.GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_application.IsValueCreated)
            await (await _application.Value).DisposeAsync();
    }

    private static async Task<DistributedApplication> StartAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.FilmStreaming_AppHost>(
            [$"--Parameters:administrator-email={Email}", $"--Parameters:administrator-password={Password}"]);
        foreach (var server in builder.Resources.OfType<ContainerResource>())
        {
            // A developer's own data and containers stay untouched.
            foreach (var kept in server.Annotations.Where(a => a is ContainerMountAnnotation or ContainerLifetimeAnnotation).ToList())
                server.Annotations.Remove(kept);
        }

        var application = await builder.BuildAsync();
        await application.StartAsync();
        return application;
    }
}
