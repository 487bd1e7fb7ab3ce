using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using FilmStreaming.MovieApi;
using FilmStreaming.ServiceDefaults;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>What judging an access token adds to reading a film, and what it costs by itself.</summary>
internal sealed class TokensScenario : IScenario
{
    private const int Reads = 4_000;
    private const int Clients = 8;
    private const int Validations = 20_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("filmstreaming-bench-");
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "bench" };
    private readonly HttpClient _client = new();
    private readonly List<WebApplication> _services = [];

    public string Description =>
        $"{Reads:N0} warm reads of one film over HTTP, {Clients} at once, and {Validations:N0} validations without any request; each per second of processor time";

    public async Task<IReadOnlyList<Contender>> PrepareAsync(CancellationToken cancellationToken)
    {
        var (remembering, verifying) = (await StartAsync(remembered: 10_000), await StartAsync(remembered: 0));
        var token = Issue();
        var (film, verifiedFilm) = (await AddFilmAsync(remembering, token), await AddFilmAsync(verifying, token));
        return
        [
            new("film, no token", stop => ReadAsync(film, token: null, stop)),
            new("film, token remembered", stop => ReadAsync(film, token, stop)),
            new("film, token verified", stop => ReadAsync(verifiedFilm, token, stop)),
            new("token alone, remembered", stop => ValidateAsync(remembering, token, stop)),
            new("token alone, verified", stop => ValidateAsync(verifying, token, stop)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        foreach (var service in _services)
            await service.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<WebApplication> StartAsync(int remembered)
    {
        var service = MovieApiHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(
            [
                new("urls", "http://127.0.0.1:0"),
                new("ConnectionStrings:moviedb", ""),
                new("ConnectionStrings:messaging", ""),
                new("ConnectionStrings:cache", ""),
                new("FilmStreaming:DataFolder", Path.Combine(_folder.FullName, $"{remembered}")),
                new("RateLimits:Enabled", "false"),
                new("Authentication:MaxRememberedTokens", $"{remembered}"),
            ]);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            var keys = new OpenIdConnectConfiguration();
            keys.SigningKeys.Add(new ECDsaSecurityKey(ECDsa.Create(_key.ECDsa.ExportParameters(false))) { KeyId = _key.KeyId });
            builder.Services.AddSingleton<IConfigurationManager<OpenIdConnectConfiguration>>(
                new StaticConfigurationManager<OpenIdConnectConfiguration>(keys));
        });
        _services.Add(service);
        await service.StartAsync();
        return service;
    }

    private string Issue()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = "urn:filmstreaming",
            Audiences = { ResourceNames.MovieApi, ResourceNames.UserApi, ResourceNames.Gateway },
            IssuedAt = now,
            Expires = now.AddHours(12),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = Guid.CreateVersion7().ToString(),
                ["jti"] = Guid.CreateVersion7().ToString(),
                ["sid"] = Guid.CreateVersion7().ToString(),
                ["client_id"] = "filmstreaming",
                ["roles"] = "editor",
            },
            SigningCredentials = new(_key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    private async Task<Uri> AddFilmAsync(WebApplication service, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{service.Urls.Single()}/v1/movies")
        {
            Content = JsonContent.Create(new { title = "Metropolis", releaseYear = 1927 }),
        };
        request.Headers.Authorization = new("Bearer", token);
        using var response = await _client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var film = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new($"{service.Urls.Single()}/v1/movies/{film.GetProperty("id").GetGuid()}");
    }

    private Task<Measurement> ReadAsync(Uri film, string? token, CancellationToken cancellationToken)
    {
        var authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return Measurement.OfProcessorTimeAsync(Reads, Clients, async stop =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, film);
            request.Headers.Authorization = authorization;
            using var response = await _client.SendAsync(request, stop);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync(stop);
        }, cancellationToken);
    }

    private static Task<Measurement> ValidateAsync(WebApplication service, string token, CancellationToken cancellationToken) =>
        Measurement.OfProcessorTimeAsync(Validations, Clients, async _ =>
        {
            // The handler of a scheme remembers its answer, so each validation needs a scope of its own, as a request has.
            await using var scope = service.Services.CreateAsyncScope();
            var authentication = scope.ServiceProvider.GetRequiredService<IAuthenticationService>();
            var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            http.Request.Headers.Authorization = $"Bearer {token}";
            var result = await authentication.AuthenticateAsync(http, scheme: null);
            if (!result.Succeeded)
                throw new InvalidOperationException("The token was refused.", result.Failure);
        }, cancellationToken);
}
