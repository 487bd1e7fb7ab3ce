using FilmStreaming.Gateway;
using FilmStreaming.Messaging.InProcess;
using FilmStreaming.MovieApi;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.UserApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FilmStreaming.Tests.Infrastructure;

/// <summary>The three services in the test's process, each on a free port, talking to each other over HTTP and the transport.</summary>
internal sealed class PlatformHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string? _realName;
    private readonly Action<WebApplicationBuilder>? _configure;
    private readonly List<WebApplication> _started = [];

    private PlatformHost(string? realName, Action<WebApplicationBuilder>? configure) => (_realName, _configure) = (realName, configure);

    public WebApplication UserApi { get; private set; } = null!;

    public WebApplication MovieApi { get; private set; } = null!;

    public WebApplication Gateway { get; private set; } = null!;

    /// <summary>Talks to the gateway.</summary>
    public HttpClient Client { get; } = ScannedAnswers.NewClient();

    /// <param name="configure">Changes each service before it is built.</param>
    public static Task<PlatformHost> StartEmbeddedAsync(Action<WebApplicationBuilder>? configure = null) => StartAsync(null, configure);

    /// <summary>On the real servers; skips the test where they are not.</summary>
    /// <param name="configure">Changes each service before it is built.</param>
    public static Task<PlatformHost> StartRealAsync(Action<WebApplicationBuilder>? configure = null) =>
        StartAsync($"test-{Guid.CreateVersion7():N}", configure);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var app in Enumerable.Reverse(_started))
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }

        if (_realName is not null)
            await RealServers.DropAsync(_realName);
        _folder.Dispose();
    }

    private static async Task<PlatformHost> StartAsync(string? realName, Action<WebApplicationBuilder>? configure)
    {
        var platform = new PlatformHost(realName, configure);
        try
        {
            await platform.StartAllAsync();
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    private async Task StartAllAsync()
    {
        var settings = _realName is null ? PlatformSettings.Embedded(_folder.FullPath) : PlatformSettings.Real(_realName, _folder.FullPath);
        settings["urls"] = "http://127.0.0.1:0";
        settings["Telemetry:SharedProcess"] = "true";
        var bus = new InProcessBus();
        void Configure(WebApplicationBuilder builder)
        {
            builder.Configuration.AddInMemoryCollection(settings!);
            builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new ScannedLog());
            builder.Services.AddSingleton(bus);
            _configure?.Invoke(builder);
        }

        UserApi = await RunAsync(UserApiHost.Build([], Configure));
        settings[$"services:{ResourceNames.UserApi}:http:0"] = UserApi.Urls.Single();
        MovieApi = await RunAsync(MovieApiHost.Build([], Configure));
        settings[$"services:{ResourceNames.MovieApi}:http:0"] = MovieApi.Urls.Single();
        Gateway = await RunAsync(GatewayHost.Build([], Configure));
        Client.BaseAddress = new(Gateway.Urls.Single());
    }

    private async Task<WebApplication> RunAsync(WebApplication app)
    {
        _started.Add(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
