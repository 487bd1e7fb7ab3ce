using FilmStreaming.ServiceDefaults;

namespace FilmStreaming.Tests.Infrastructure;

/// <summary>The three services on the real servers, each as a process of its own, as they are deployed.</summary>
internal sealed class PlatformProcesses : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _settings;
    private readonly List<ServiceProcess> _started = [];

    private PlatformProcesses() => _settings = PlatformSettings.Real(Name, _folder.FullPath).AsEnvironment();

    /// <summary>Begins the names of its databases and queues.</summary>
    public string Name { get; } = $"test-{Guid.CreateVersion7():N}";

    public ServiceProcess UserApi { get; private set; } = null!;

    public ServiceProcess MovieApi { get; private set; } = null!;

    public ServiceProcess Gateway { get; private set; } = null!;

    /// <param name="configure">Changes the settings of all three, which are environment variables.</param>
    public static async Task<PlatformProcesses> StartAsync(Action<Dictionary<string, string>>? configure = null)
    {
        var platform = new PlatformProcesses();
        configure?.Invoke(platform._settings);
        try
        {
            platform.UserApi = await platform.StartAsync("FilmStreaming.UserApi");
            platform._settings[$"services__{ResourceNames.UserApi}__http__0"] = platform.UserApi.Address.ToString();
            platform.MovieApi = await platform.StartAsync("FilmStreaming.MovieApi");
            platform._settings[$"services__{ResourceNames.MovieApi}__http__0"] = platform.MovieApi.Address.ToString();
            platform.Gateway = await platform.StartAsync("FilmStreaming.Gateway");
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    public HttpClient CreateClient()
    {
        var client = ScannedAnswers.NewClient();
        client.BaseAddress = Gateway.Address;
        return client;
    }

    /// <summary>Kills the Movie API, starts it again where it was, and returns when the gateway reaches it.</summary>
    public async Task CrashMovieApiAsync()
    {
        await MovieApi.KillAsync();
        MovieApi = await StartAsync("FilmStreaming.MovieApi", MovieApi.Address);
        await ReachableAsync(MovieApi, "/v1/movies");
    }

    /// <summary>Kills the User API, starts it again where it was, and returns when the gateway reaches it.</summary>
    public async Task CrashUserApiAsync()
    {
        await UserApi.KillAsync();
        UserApi = await StartAsync("FilmStreaming.UserApi", UserApi.Address);
        await ReachableAsync(UserApi, "/.well-known/jwks.json");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_started))
            await process.DisposeAsync();
        await RealServers.DropAsync(Name);
        _folder.Dispose();
    }

    /// <summary>Returns when the service is ready, which includes the broker, and the gateway has noticed.</summary>
    private async Task ReachableAsync(ServiceProcess service, string path)
    {
        using var client = CreateClient();
        foreach (var uri in new[] { new Uri(service.Address, "/health/ready"), new Uri(path, UriKind.Relative) })
        {
            await Eventually.BeTrueAsync(
                $"{uri} to answer",
                async () =>
                {
                    using var response = await client.GetAsync(uri, TestContext.Current.CancellationToken);
                    return response.IsSuccessStatusCode;
                });
        }
    }

    private async Task<ServiceProcess> StartAsync(string assembly, Uri? address = null)
    {
        if (address is null)
            _settings.Remove("ASPNETCORE_URLS");
        else
            _settings["ASPNETCORE_URLS"] = address.ToString();
        var process = await ServiceProcess.StartAsync(assembly, _settings);
        _started.Add(process);
        return process;
    }
}
