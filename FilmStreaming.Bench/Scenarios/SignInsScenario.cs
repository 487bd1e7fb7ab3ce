using System.Net.Http.Json;
using FilmStreaming.UserApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>Sign-ins over HTTP, which are meant to cost little more than the hash of the password.</summary>
internal sealed class SignInsScenario : IScenario
{
    private const int SignIns = 100;
    private const int Accounts = 20;
    private const int Iterations = 220_000;
    private const string Password = "a password for measuring";

    private static readonly int Cores = Environment.ProcessorCount;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("filmstreaming-bench-");
    private readonly HttpClient _client = new();
    private WebApplication? _service;
    private int _next;

    public string Description =>
        $"{SignIns} passwords are checked with PBKDF2-HMAC-SHA512 of {Iterations:N0} rounds on {Cores} cores; {2 * Cores} clients sign in at once; each per second of processor time";

    public async Task<IReadOnlyList<Contender>> PrepareAsync(CancellationToken cancellationToken)
    {
        _service = UserApiHost.Build([], Configure);
        await _service.StartAsync(cancellationToken);
        _client.BaseAddress = new(_service.Urls.Single());
        for (var i = 0; i < Accounts; i++)
        {
            var account = new { email = EmailOf(i), password = Password, firstName = "Ann", lastName = "Lee", dateOfBirth = "1990-01-01" };
            using var response = await _client.PostAsJsonAsync("/v1/auth/sign-up", account, cancellationToken);
            response.EnsureSuccessStatusCode();
        }

        var hasher = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
        var hash = hasher.HashPassword(this, Password);
        return
        [
            new("bare hasher", stop => Measurement.OfProcessorTimeAsync(SignIns, Cores, _ => VerifyAsync(hasher, hash), stop)),
            new("FilmStreaming sign-in", stop => Measurement.OfProcessorTimeAsync(SignIns, 2 * Cores, SignInAsync, stop)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection(
        [
            new("urls", "http://127.0.0.1:0"),
            new("ConnectionStrings:userdb", ""),
            new("ConnectionStrings:messaging", ""),
            new("ConnectionStrings:cache", ""),
            new("FilmStreaming:DataFolder", _folder.FullName),
            new("RateLimits:Enabled", "false"),
            new("Mail:AllowFiles", "true"),
            new("PasswordHashing:Iterations", $"{Iterations}"),
        ]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
    }

    private static string EmailOf(int account) => $"account{account}@example.org";

    private static Task VerifyAsync(PasswordHasher<object> hasher, string hash) =>
        hasher.VerifyHashedPassword(hasher, hash, Password) == PasswordVerificationResult.Success
            ? Task.CompletedTask
            : throw new InvalidOperationException("The password was refused.");

    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        var account = Interlocked.Increment(ref _next) % Accounts;
        using var response = await _client.PostAsJsonAsync(
            "/v1/auth/sign-in", new { email = EmailOf(account), password = Password }, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
