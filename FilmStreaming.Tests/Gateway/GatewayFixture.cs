using System.Net;
using System.Net.Sockets;
using FilmStreaming.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FilmStreaming.Tests.Gateway;

/// <summary>The real gateway on a port of its own, in front of the given addresses of the Movie API.</summary>
internal sealed class GatewayFixture : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayFixture(WebApplication app)
    {
        _app = app;
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public static Task<GatewayFixture> StartAsync(params string[] movieApi) => StartAsync(new Dictionary<string, string?>(), movieApi);

    public static async Task<GatewayFixture> StartAsync(Dictionary<string, string?> settings, params string[] movieApi)
    {
        var app = GatewayHost.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration.AddInMemoryCollection(settings);
            // The test is no proxy whose word counts, as no client of a deployed gateway is. Empty lists would trust all.
            builder.Services.PostConfigure<ForwardedHeadersOptions>(options =>
            {
                options.KnownProxies.Clear();
                options.KnownProxies.Add(IPAddress.Parse("192.0.2.1"));
                options.KnownIPNetworks.Clear();
            });
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ConnectionStrings:cache"] = "",
                ["RateLimits:Enabled"] = "false",
                ["services:userapi:http:0"] = UnusedAddress(),
            });
            builder.Configuration.AddInMemoryCollection(
                movieApi.Select((address, i) => KeyValuePair.Create($"services:movieapi:http:{i}", (string?)address)));
        });
        await app.StartAsync();
        return new(app);
    }

    /// <summary>An address on this machine that refuses connections.</summary>
    public static string UnusedAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return $"http://{socket.LocalEndPoint}";
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
