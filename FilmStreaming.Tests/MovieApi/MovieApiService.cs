using System.Net.Http.Headers;
using System.Text;
using FilmStreaming.MovieApi;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>The Movie API as it is shipped, alone on a port of its own, with a catalogue of its own.</summary>
internal sealed class MovieApiService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder;
    private readonly MongoUrl? _mongo;

    private MovieApiService(WebApplication app, TemporaryFolder folder, MongoUrl? mongo, TestTokens tokens)
    {
        (_app, _folder, _mongo) = (app, folder, mongo);
        Editor = tokens.Issue(Guid.CreateVersion7(), Roles.Editor);
        Administrator = tokens.Issue(Guid.CreateVersion7(), Roles.Administrator);
        Viewer = tokens.Issue(Guid.CreateVersion7(), Roles.Viewer);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Client = new() { BaseAddress = new(addresses.First()) };
    }

    public HttpClient Client { get; }

    /// <summary>A token that may write.</summary>
    public string Editor { get; }

    /// <summary>A token that may also restore.</summary>
    public string Administrator { get; }

    /// <summary>A token that may not write.</summary>
    public string Viewer { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<MovieApiService> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, null, settings);

    /// <param name="configure">Registers what listens to the service.</param>
    public static Task<MovieApiService> StartAsync(Action<IServiceCollection> configure) => StartAsync(null, configure);

    /// <summary>Over a database of its own on the real server; skips the test where there is none.</summary>
    public static Task<MovieApiService> StartOnMongoAsync() => StartOnMongoAsync([]);

    /// <inheritdoc cref="StartOnMongoAsync()"/>
    public static Task<MovieApiService> StartOnMongoAsync(params (string Key, string Value)[] settings)
    {
        var name = $"test-movieapi-{Guid.CreateVersion7():N}";
        return StartAsync(new MongoUrlBuilder(RealServers.Require(ResourceNames.Mongo)) { DatabaseName = name }.ToMongoUrl(), null, settings);
    }

    /// <summary>One of several over a database of the test's own on the real server.</summary>
    public static Task<MovieApiService> StartReplicaAsync(
        MongoUrl mongo, Action<IServiceCollection> configure, params (string Key, string Value)[] settings) =>
        StartAsync(mongo, configure, settings);

    private static async Task<MovieApiService> StartAsync(
        MongoUrl? mongo, Action<IServiceCollection>? configure, params (string Key, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        var tokens = new TestTokens();
        var app = MovieApiHost.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(
            [
                KeyValuePair.Create($"ConnectionStrings:{ResourceNames.MovieDb}", (string?)(mongo?.ToString() ?? "")),
                KeyValuePair.Create($"ConnectionStrings:{ResourceNames.Messaging}", (string?)""),
                KeyValuePair.Create($"ConnectionStrings:{ResourceNames.Cache}", (string?)""),
                KeyValuePair.Create("FilmStreaming:DataFolder", (string?)folder.FullPath),
                KeyValuePair.Create("RateLimits:Enabled", (string?)"false"),
            ]);
            builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            tokens.AcceptIn(builder);
            configure?.Invoke(builder.Services);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, folder, mongo, tokens);
    }

    public Task<Answer> GetAsync(string path, params (string, string)[] headers) => SendAsync(HttpMethod.Get, path, null, null, headers);

    /// <summary>As an editor.</summary>
    public Task<Answer> PostAsync(string path, string body, string mediaType = "application/json") =>
        SendAsync(HttpMethod.Post, path, Editor, new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType)));

    /// <summary>As an editor.</summary>
    public Task<Answer> PutAsync(string path, string body, string? ifMatch) =>
        SendAsync(HttpMethod.Put, path, Editor, new StringContent(body, Encoding.UTF8, "application/json"), IfMatch(ifMatch));

    /// <summary>As an editor.</summary>
    public Task<Answer> PatchAsync(string path, string body, string? ifMatch = "*") => SendAsync(
        HttpMethod.Patch, path, Editor, new StringContent(body, Encoding.UTF8, "application/merge-patch+json"), IfMatch(ifMatch));

    /// <summary>As an administrator.</summary>
    public Task<Answer> RestoreAsync(string path) => SendAsync(HttpMethod.Post, $"{path}/restore", Administrator, null);

    /// <summary>As an editor.</summary>
    public Task<Answer> DeleteAsync(string path, string? ifMatch) =>
        SendAsync(HttpMethod.Delete, path, Editor, null, IfMatch(ifMatch));

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? token, HttpContent? body, params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Answer.ReadAsync(await Client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    private static (string, string)[] IfMatch(string? tag) => tag is null ? [] : [("If-Match", tag)];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_mongo is not null)
            await Services.GetRequiredService<IMongoClient>().DropDatabaseAsync(_mongo.DatabaseName);
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
