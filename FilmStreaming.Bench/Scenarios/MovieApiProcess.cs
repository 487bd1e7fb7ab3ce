using System.Net.Http.Headers;
using FilmStreaming.Bench.Http;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Authentication;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>The Movie API as a process of its own, so that its memory is nobody else's. Its tokens are issued here.</summary>
internal sealed class MovieApiProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("filmstreaming-bench-");
    private AccessTokens? _tokens;
    private ServerProcess? _server;

    /// <summary>Asks it as an administrator.</summary>
    public HttpClient Client { get; } = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc cref="ServerProcess.WorkingSet"/>
    public long WorkingSet => _server!.WorkingSet;

    /// <inheritdoc cref="ServerProcess.ProcessorTime"/>
    public TimeSpan ProcessorTime => _server!.ProcessorTime;

    /// <param name="connections">Its connection strings; what is missing is embedded.</param>
    /// <param name="prefix">Begins the names of its queues.</param>
    /// <param name="cancellationToken">Gives up waiting for it.</param>
    public async Task StartAsync(IReadOnlyDictionary<string, string> connections, string prefix, CancellationToken cancellationToken)
    {
        _tokens = await AccessTokens.StartAsync(cancellationToken);
        var settings = new Dictionary<string, string>
        {
            ["Authentication__Keys"] = _tokens.Address,
            ["FilmStreaming__DataFolder"] = _folder.FullName,
            ["RateLimits__Enabled"] = "false",
            ["Discovery__CountsBelievedFor"] = "00:00:00",
            ["Import__MaxBytes"] = "17179869184",
            ["Import__MaxRows"] = "10000000",
            ["Messaging__Prefix"] = prefix,
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
        };
        foreach (var name in (string[])[ResourceNames.MovieDb, ResourceNames.Messaging, ResourceNames.Cache])
            settings[$"ConnectionStrings__{name}"] = connections.GetValueOrDefault(name, "");
        _server = await ServerProcess.StartAsync("FilmStreaming.MovieApi", [], settings, cancellationToken);
        Client.BaseAddress = _server.Address;
        Client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", _tokens.Issue(Roles.Editor, Roles.Administrator));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        if (_tokens is not null)
            await _tokens.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
