using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.UserApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MongoDB.Driver;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>The User API as it is deployed, on the real servers, in a database and under a prefix of one run's own.</summary>
internal sealed class UserApiRun : IAsyncDisposable
{
    private const string Password = "seventeen rusty projectors";

    private readonly string _mongo = MissingServerException.Require(ResourceNames.Mongo);
    private readonly string _broker = MissingServerException.Require(ResourceNames.Messaging);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("filmstreaming-bench-");
    private WebApplication? _app;

    public string Name { get; } = $"bench-{Guid.CreateVersion7():N}";

    public IServiceProvider Services => _app!.Services;

    public Uri Address => new(_app!.Urls.Single());

    /// <summary>Without rate limits, which would end the run, and with a catalogue that has every film.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var database = new MongoUrlBuilder(_mongo) { DatabaseName = Name }.ToString();
        _app = UserApiHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(
            [
                new($"ConnectionStrings:{ResourceNames.UserDb}", database),
                new($"ConnectionStrings:{ResourceNames.Messaging}", _broker),
                new($"ConnectionStrings:{ResourceNames.Cache}", MissingServerException.Require(ResourceNames.Cache)),
                new("Messaging:Prefix", Name),
                new("FilmStreaming:DataFolder", _folder.FullName),
                new("RateLimits:Enabled", "false"),
                new("Mail:AllowFiles", "true"),
            ]);
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddRequestHandler<EveryFilm, MovieLookup, MovieLookupReply>(MovieRequests.Lookup);
        });
        await _app.StartAsync(cancellationToken);
    }

    /// <summary>A new account's access token.</summary>
    public async Task<AuthenticationHeaderValue> SignUpAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var email = $"{Guid.CreateVersion7():N}@example.org";
        using var signUp = await client.PostAsJsonAsync(
            new Uri(Address, "/v1/auth/sign-up"), new { email, password = Password, firstName = "Ada", lastName = "Byron", dateOfBirth = "1985-12-10" }, cancellationToken);
        signUp.EnsureSuccessStatusCode();
        using var signIn = await client.PostAsJsonAsync(new Uri(Address, "/v1/auth/sign-in"), new { email, password = Password }, cancellationToken);
        var answer = await signIn.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return new("Bearer", answer.GetProperty("accessToken").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            var queues = Broker.QueuesOf(Name, "userapi.films", Services.GetRequiredService<IOptions<MessagingOptions>>().Value).ToList();
            await _app.StopAsync();
            await _app.DisposeAsync();
            await Broker.DeleteAsync(_broker, Name, queues);
            using var client = new MongoClient(_mongo);
            await client.DropDatabaseAsync(Name);
        }

        _folder.Delete(recursive: true);
    }

    private sealed class EveryFilm : IRequestHandler<MovieLookup, MovieLookupReply>
    {
        public Task<MovieLookupReply> HandleAsync(MovieLookup request, CancellationToken cancellationToken) =>
            Task.FromResult(new MovieLookupReply([.. request.MovieIds.Select(film => new MovieSnapshot(film, 1, "Metropolis", 1927, 153))]));
    }
}
