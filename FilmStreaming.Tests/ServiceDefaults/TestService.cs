using System.Net.Http.Headers;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Hosting;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.ServiceDefaults;

/// <summary>A service that has the defaults and the routes that a test gives it, on a port of its own.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _data;

    private TestService(WebApplication app, FakeTimeProvider time, TestTokens tokens, TemporaryFolder data)
    {
        (_app, Time, Tokens, _data) = (app, time, tokens, data);
        Client = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public HttpClient Client { get; }
    public FakeTimeProvider Time { get; }
    public TestTokens Tokens { get; }
    public IServiceProvider Services => _app.Services;

    /// <param name="map">Maps the routes.</param>
    /// <param name="configure">Changes the service before it is built.</param>
    /// <param name="environment">The hosting environment.</param>
    /// <param name="acceptOwnTokens">Whether <see cref="Tokens"/> are believed; else the signing keys are fetched.</param>
    /// <param name="settings">Configuration of the service.</param>
    public static async Task<TestService> StartAsync(
        Action<WebApplication>? map = null,
        Action<WebApplicationBuilder>? configure = null,
        string environment = "Production",
        bool acceptOwnTokens = true,
        params (string Key, string Value)[] settings)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var tokens = new TestTokens(time);
        var data = new TemporaryFolder();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.Configuration[$"ConnectionStrings:{ResourceNames.Cache}"] = "";
        builder.Configuration[DataFolder.Setting] = data.FullPath;
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure?.Invoke(builder);
        if (acceptOwnTokens)
            tokens.AcceptIn(builder);
        builder.AddServiceDefaults(ResourceNames.MovieApi);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapDefaultEndpoints();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, time, tokens, data);
    }

    /// <summary>Sends a request and gives the answer with its body, as JSON where it is JSON.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? token = null, HttpContent? body = null, params (string, string)[] headers)
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
        _data.Dispose();
    }
}
