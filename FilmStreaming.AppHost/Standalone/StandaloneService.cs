using System.Net.Sockets;
using FilmStreaming.Messaging.InProcess;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FilmStreaming.AppHost.Standalone;

/// <summary>One of the services of the process.</summary>
/// <param name="Name">One of <see cref="ResourceNames"/>.</param>
/// <param name="Factory">Its own way of being built.</param>
/// <param name="BindAddress">The IP address that it listens on.</param>
/// <param name="Port">The port that it listens on; 0 is any free one.</param>
/// <param name="PortSetting">The name of the port's setting.</param>
internal sealed record StandaloneService(
    string Name, Func<string[], Action<WebApplicationBuilder>?, WebApplication> Factory, string BindAddress, int Port, string PortSetting)
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(10);

    /// <summary>What the console shows, unless the environment or the command line sets it otherwise.</summary>
    private static readonly Dictionary<string, string?> Readable = new()
    {
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Polly"] = "Warning",
        // A key ring that is only readable for its owner is all that a machine without a key store has.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        // The gateway asks every few seconds; who is unwell says so itself, once.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "Critical",
        ["Logging:LogLevel:Yarp.ReverseProxy.Health"] = "Error",
    };

    /// <param name="args">The command line.</param>
    /// <param name="bus">Connects the services where no broker is configured.</param>
    /// <param name="discovery">Where the services that already run are.</param>
    public WebApplication Build(string[] args, InProcessBus bus, Dictionary<string, string?> discovery) =>
        Factory([.. DefaultArguments(), .. args], builder =>
        {
            builder.WebHost.UseUrls($"http://{(BindAddress.Contains(':') ? $"[{BindAddress}]" : BindAddress)}:{Port}");
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Readable });
            builder.Configuration.AddInMemoryCollection(discovery);
            // The User API starts first and stops last: it collects the telemetry of the process.
            builder.Configuration["Telemetry:SharedProcess"] = Name == ResourceNames.UserApi ? "false" : "true";
            builder.Services.AddSingleton(bus);
            builder.Services.AddSingleton<IHostLifetime, PlatformLifetime>();
            builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTimeout);
        });

    /// <exception cref="StartupException">It cannot start as it is set up.</exception>
    public async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new StartupException(
                $"Port {Port} for {Name} is taken. Set {StandaloneOptions.Section}:{PortSetting} to another, or to 0 for any free one.", e);
        }
        catch (SocketException e)
        {
            throw new StartupException($"{Name} cannot listen on port {Port} of {BindAddress}: {e.Message}", e);
        }
    }

    /// <summary>What the environment and the command line may still change.</summary>
    private static IEnumerable<string> DefaultArguments()
    {
        // There are no settings files to watch, and watching walks through all that lies below the current directory.
        yield return "--hostBuilder:reloadConfigOnChange=false";
        if ((Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")) is null)
            yield return $"--environment={Environments.Development}";
    }

    /// <summary>Leaves signals to the process: it stops its services one after the other.</summary>
    private sealed class PlatformLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
