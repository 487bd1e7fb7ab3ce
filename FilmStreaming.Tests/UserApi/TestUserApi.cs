using System.Net.Http.Headers;
using System.Text;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Json;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.UserApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FilmStreaming.Tests.UserApi;

/// <summary>An account with a valid access token.</summary>
internal sealed record SignedIn(Guid AccountId, string Email, string Token, Guid SessionId, string RefreshToken);

/// <summary>The User API on a port of its own, with a catalogue that the test fills.</summary>
internal sealed class TestUserApi : IAsyncDisposable
{
    public const string Password = "correct horse 電池 staple";

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private TestUserApi(WebApplication app, FakeCatalogue catalogue, CapturedLogs logs, string folder)
    {
        (_app, Catalogue, Logs, Mails) = (app, catalogue, logs, new(folder));
        _client = ScannedAnswers.NewClient();
        _client.BaseAddress = new(app.Urls.Single());
    }

    public FakeCatalogue Catalogue { get; }

    public CapturedLogs Logs { get; }

    public MailFolder Mails { get; }

    public IServiceProvider Services => _app.Services;

    public HttpClient Client => _client;

    /// <param name="folder">Where the embedded database is; data of an earlier run is found again.</param>
    /// <param name="configure">Changes the service before it is built.</param>
    /// <param name="hasCatalogue">Whether anybody answers for the Movie API.</param>
    /// <param name="environment">The hosting environment.</param>
    /// <param name="settings">Configuration of the service.</param>
    public static async Task<TestUserApi> StartAsync(
        string folder,
        Action<WebApplicationBuilder>? configure = null,
        bool hasCatalogue = true,
        string environment = "Production",
        params (string Key, string Value)[] settings)
    {
        var (catalogue, logs) = (new FakeCatalogue(), new CapturedLogs());
        var app = UserApiHost.Build(["--environment", environment], builder =>
        {
            builder.Configuration.AddInMemoryCollection(Embedded(folder));
            builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs).AddProvider(new ScannedLog());
            builder.Services.AddSingleton(catalogue);
            if (hasCatalogue)
            {
                builder.Services.AddRequestHandler<FakeCatalogue, MovieLookup, MovieLookupReply>(MovieRequests.Lookup);
                builder.Services.AddRequestHandler<FakeCatalogue, MoviePageQuery, MoviePage>(MovieRequests.Page);
            }

            configure?.Invoke(builder);
        });
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new(app, catalogue, logs, folder);
    }

    /// <summary>Sends a request; the body is JSON text.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? token = null, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, method == HttpMethod.Patch ? MergePatch.MediaType : "application/json");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Answer.ReadAsync(await _client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public Task<Answer> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, token);

    public Task<Answer> PostAsync(string path, string json, string? token = null) => SendAsync(HttpMethod.Post, path, token, json);

    public Task<Answer> DeleteAsync(string path, string? token = null) => SendAsync(HttpMethod.Delete, path, token);

    /// <summary>Sets the profile image; the media type says nothing about the file.</summary>
    public async Task<Answer> PutImageAsync(string token, byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/me/image") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new("image/png");
        // What is too long is refused before it is sent, and the connection closed.
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = new("Bearer", token);
        return await Answer.ReadAsync(await _client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public static string NewEmail() => $"{Guid.CreateVersion7():N}@example.org";

    public Task<Answer> SignUpAsync(string email) => PostAsync(
        "/v1/auth/sign-up", $$"""{"email":"{{email}}","password":"{{Password}}","firstName":"Ann","lastName":"Lee","dateOfBirth":"1990-05-17"}""");

    public Task<Answer> SignInAsync(string email, string password = Password) =>
        PostAsync("/v1/auth/sign-in", $$"""{"email":"{{email}}","password":"{{password}}"}""");

    /// <summary>A new account, signed in.</summary>
    public async Task<SignedIn> NewViewerAsync()
    {
        var email = NewEmail();
        await SignUpAsync(email);
        return await SignInAgainAsync(email);
    }

    /// <summary>Another session of an account.</summary>
    public async Task<SignedIn> SignInAgainAsync(string email)
    {
        var answer = (await SignInAsync(email)).Json;
        return new(
            answer.GetProperty("accountId").GetGuid(),
            email,
            answer.GetProperty("accessToken").GetString()!,
            answer.GetProperty("sessionId").GetGuid(),
            answer.GetProperty("refreshToken").GetString()!);
    }

    public Task<Answer> RefreshAsync(string refreshToken) =>
        PostAsync("/v1/auth/refresh", $$"""{"refreshToken":"{{refreshToken}}"}""");

    public Task<Answer> SignOutAsync(string refreshToken) =>
        PostAsync("/v1/auth/sign-out", $$"""{"refreshToken":"{{refreshToken}}"}""");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Dictionary<string, string?> Embedded(string folder) => new()
    {
        [$"ConnectionStrings:{ResourceNames.UserDb}"] = "",
        [$"ConnectionStrings:{ResourceNames.Messaging}"] = "",
        [$"ConnectionStrings:{ResourceNames.Cache}"] = "",
        ["FilmStreaming:DataFolder"] = folder,
        ["RateLimits:Enabled"] = "false",
        ["Mail:AllowFiles"] = "true",
        ["SecondFactor:RequiredFor"] = "nobody",
    };
}

/// <summary>One User API for the tests of a class; each test makes its own accounts and films.</summary>
public sealed class UserApiFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal TestUserApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Api = await TestUserApi.StartAsync(_folder.FullPath);

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _folder.Dispose();
    }
}
