using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>The Movie API as a process of its own, so that its memory is nobody else's. Its tokens are issued here.</summary>
internal sealed partial class MovieApiProcess : IAsyncDisposable
{
    private const string Issuer = "urn:filmstreaming";

    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "bench" };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("filmstreaming-bench-");
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? _keys;
    private Process? _process;

    public HttpClient Client { get; } = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The physical memory that it uses now, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="connections">Its connection strings; what is missing is embedded.</param>
    /// <param name="prefix">Begins the names of its queues.</param>
    /// <param name="cancellationToken">Gives up waiting for it.</param>
    public async Task StartAsync(IReadOnlyDictionary<string, string> connections, string prefix, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FilmStreaming.MovieApi.dll")])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _folder.FullName,
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Authentication__Keys"] = await PublishKeysAsync(),
                ["FilmStreaming__DataFolder"] = _folder.FullName,
                ["RateLimits__Enabled"] = "false",
                ["Import__MaxBytes"] = "17179869184",
                ["Import__MaxRows"] = "10000000",
                ["Messaging__Prefix"] = prefix,
                ["Logging__LogLevel__Default"] = "Warning",
                ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
            },
        };
        foreach (var name in (string[])[ResourceNames.MovieDb, ResourceNames.Messaging, ResourceNames.Cache])
            start.Environment[$"ConnectionStrings__{name}"] = connections.GetValueOrDefault(name, "");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && Listening().Match(text) is { Success: true } match)
                _address.TrySetResult(new(match.Groups[1].Value));
        };
        _process.BeginOutputReadLine();
        Client.BaseAddress = await _address.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Issue());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }

        if (_keys is not null)
            await _keys.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"Now listening on: (http://[^\s""]+)")]
    private static partial Regex Listening();

    private async Task<string> PublishKeysAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _keys = builder.Build();
        var half = ECDsa.Create(_key.ECDsa.ExportParameters(includePrivateParameters: false));
        var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new(half) { KeyId = _key.KeyId });
        var set = $$"""{"keys":[{"kty":"EC","use":"sig","alg":"ES256","kid":"{{key.Kid}}","crv":"P-256","x":"{{key.X}}","y":"{{key.Y}}"}]}""";
        _keys.MapGet("/keys", () => Results.Text(set, "application/json"));
        await _keys.StartAsync();
        return $"{_keys.Urls.Single()}/keys";
    }

    private string Issue() => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        TokenType = AccessTokenOptions.TokenType,
        Issuer = Issuer,
        Audience = ResourceNames.MovieApi,
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(1),
        Claims = new Dictionary<string, object>
        {
            ["sub"] = Guid.CreateVersion7().ToString(),
            ["sid"] = Guid.CreateVersion7().ToString(),
            [AccessTokenOptions.RoleClaim] = new[] { Roles.Editor, Roles.Administrator },
        },
        SigningCredentials = new(_key, SecurityAlgorithms.EcdsaSha256),
    });
}
