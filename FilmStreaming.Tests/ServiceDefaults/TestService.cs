using System.Net.Http.Headers;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FilmStreaming.Tests.ServiceDefaults;

/// <summary>A service that has the defaults and the routes that a test gives it, on a port of its own.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestService(WebApplication app, FakeTimeProvider time, TestTokens tokens)
    {
        (_app, Time, Tokens) = (app, time, tokens);
        Client = new() { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public HttpClient Client { get; }
    public FakeTimeProvider Time { get; }
    public TestTokens Tokens { get; }
    public IServiceProvider Services => _app.Services;

    /// <param name="map">Maps the routes.</param>
    /// <param name="configure">Changes the service before it is built.</param>
    /// <param name="environment">The hosting environment.</param>
    /// <param name="settings">Configuration of the service.</param>
    public static async Task<TestService> StartAsync(
        Action<WebApplication>? map = null,
        Action<WebApplicationBuilder>? configure = null,
        string environment = "Production",
        params (string Key, string Value)[] settings)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        var tokens = new TestTokens(time);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            [KeyValuePair.Create($"ConnectionStrings:{ResourceNames.Cache}", (string?)""), .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))]);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure?.Invoke(builder);
        if (!builder.Services.Any(service => service.ServiceType == typeof(IConfigurationManager<OpenIdConnectConfiguration>)))
            tokens.AcceptIn(builder);
        builder.AddServiceDefaults(ResourceNames.MovieApi);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapDefaultEndpoints();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, time, tokens);
    }

    /// <summary>Sends a request and gives the answer with its body, as JSON where it is JSON.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? body = null, params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Answer.ReadAsync(await Client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public Task<Answer> GetAsync(string path, string? token = null, params (string, string)[] headers) =>
        SendAsync(HttpMethod.Get, path, token, null, headers);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
