using FilmStreaming.Gateway;
using FilmStreaming.Messaging.InProcess;
using FilmStreaming.MovieApi;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Hosting;
using FilmStreaming.UserApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace FilmStreaming.AppHost.Standalone;

/// <summary>
/// The gateway, the Movie API and the User API in one process, each with a server of its own. They find each other by the
/// configuration that Aspire would set, and share one bus where no broker is configured.
/// </summary>
internal sealed class StandalonePlatform : IAsyncDisposable
{
    private const string Loopback = "127.0.0.1";

    private readonly Stack<WebApplication> _running = [];
    private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InProcessBus _bus = new();
    private readonly Dictionary<string, string?> _discovery = [];

    private StandalonePlatform(IConfiguration configuration)
    {
        Configuration = configuration;
        DataFolder = new DataFolder(configuration).FullPath;
    }

    /// <summary>The environment and the command line.</summary>
    public IConfiguration Configuration { get; }

    public string DataFolder { get; }

    public Uri UserApi { get; private set; } = null!;

    public Uri MovieApi { get; private set; } = null!;

    /// <summary>The public address.</summary>
    public Uri Gateway { get; private set; } = null!;

    /// <summary>Returns when all three serve.</summary>
    /// <exception cref="StartupException">It cannot start as it is set up; what had started is stopped.</exception>
    public static async Task<StandalonePlatform> StartAsync(string[] args, CancellationToken cancellationToken)
    {
        var (configuration, options) = StandaloneOptions.Read(args);
        var platform = new StandalonePlatform(configuration);
        try
        {
            await platform.StartServicesAsync(options, args, cancellationToken);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when it is told to stop.</summary>
    /// <exception cref="StartupException">A service has stopped by itself, which only a fault makes it do.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var told = stopping.Register(() => _ended.TrySetResult(null));
        if (await _ended.Task is { } service)
            throw new StartupException($"{service} has stopped after a fault; its log says which.");
    }

    /// <summary>Stops taking requests at the gateway, lets those under way finish, then stops the services behind it.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var service))
        {
            await service.StopAsync();
            await service.DisposeAsync();
        }
    }

    private async Task StartServicesAsync(StandaloneOptions options, string[] args, CancellationToken cancellationToken)
    {
        UserApi = await StartAsync(
            new(ResourceNames.UserApi, UserApiHost.Build, Loopback, options.UserApiPort, nameof(options.UserApiPort)));
        MovieApi = await StartAsync(
            new(ResourceNames.MovieApi, MovieApiHost.Build, Loopback, options.MovieApiPort, nameof(options.MovieApiPort)));
        Gateway = await StartAsync(
            new(ResourceNames.Gateway, GatewayHost.Build, options.BindAddress, options.GatewayPort, nameof(options.GatewayPort)));

        async Task<Uri> StartAsync(StandaloneService service)
        {
            var app = service.Build(args, _bus, _discovery);
            try
            {
                await service.StartAsync(app, cancellationToken);
            }
            catch
            {
                // A host that did not start cannot be stopped.
                await app.DisposeAsync();
                throw;
            }

            _running.Push(app);
            app.Lifetime.ApplicationStopping.Register(() => _ended.TrySetResult(service.Name));

            // With port 0 an address is known only now: each service learns those of the services before it.
            var address = app.Urls.Single();
            _discovery[$"services:{service.Name}:http:0"] = address;
            return new Uri(address);
        }
    }
}
