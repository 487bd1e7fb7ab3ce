using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.ServiceDefaults.Authentication;

/// <summary>
/// The keys that the issuer publishes, held for an hour. A token signed with a key that is not among them has the keys fetched
/// anew and is judged again in the same request, so that a rotation is noticed by nobody; at most once in
/// <see cref="RefreshPause"/>, so that forged tokens cannot flood the issuer. Other requests never wait for that fetch.
/// </summary>
internal sealed partial class PublishedSigningKeys
    : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    public const string HttpClientName = "signing-keys";

    public static readonly TimeSpan RefreshPause = TimeSpan.FromSeconds(30);

    /// <summary>After a failed fetch the answer is known for this long, or requests would queue up behind an issuer that is away.</summary>
    public static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    private readonly IHttpClientFactory _clients;
    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();

    // The token handler asks for a refresh and then for the keys in one flow: that flow waits for the fetch, the others do not.
    private readonly AsyncLocal<bool> _refresh = new();
    private volatile OpenIdConnectConfiguration? _keys;
    private Exception? _failure;
    private Task _fetch = Task.CompletedTask;
    private DateTimeOffset _attemptedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _dueAt = DateTimeOffset.MinValue;

    public PublishedSigningKeys(
        IHttpClientFactory clients, IOptions<AccessTokenOptions> options, TimeProvider time, ILogger<PublishedSigningKeys> logger)
    {
        (_clients, _address, _time, _logger) = (clients, options.Value.Keys, time, logger);
        // Its memory of earlier keys would go on believing a key for an hour after the issuer withdrew it.
        UseLastKnownGoodConfiguration = false;
    }

    /// <exception cref="SigningKeysUnavailableException">They were never fetched, and cannot be now.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        var refresh = _refresh.Value;
        var fetch = FetchIfDue(refresh);
        if (_keys is null || refresh)
            await fetch.WaitAsync(cancel);
        return _keys ?? throw new SigningKeysUnavailableException(_address, _failure);
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) =>
        await GetConfigurationAsync(cancel);

    public override void RequestRefresh() => _refresh.Value = true;

    /// <summary>The fetch under way, begun now if one is due.</summary>
    private Task FetchIfDue(bool refresh)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (_fetch.IsCompleted && (now >= _dueAt || (refresh && now >= _attemptedAt + RefreshPause)))
            {
                _attemptedAt = now;
                _fetch = Task.Run(FetchAsync);
            }

            return _fetch;
        }
    }

    private async Task FetchAsync()
    {
        try
        {
            using var client = _clients.CreateClient(HttpClientName);
            var set = new JsonWebKeySet(await client.GetStringAsync(_address));
            var keys = new OpenIdConnectConfiguration { JsonWebKeySet = set };
            foreach (var key in set.GetSigningKeys())
                keys.SigningKeys.Add(key);
            _keys = keys;
            _dueAt = _time.GetUtcNow() + AccessTokenOptions.KeysLifetime;
        }
        catch (Exception e)
        {
            LogFetchFailed(_logger, e, _address);
            _failure = e;
            _dueAt = _time.GetUtcNow() + RetryPause;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The signing keys could not be fetched from {Address}; keys that are already known stay in use")]
    private static partial void LogFetchFailed(ILogger logger, Exception exception, Uri address);
}

/// <summary>No token can be verified: the keys have never been fetched and their publisher does not answer.</summary>
internal sealed class SigningKeysUnavailableException(Uri address, Exception? inner)
    : Exception($"No signing keys from {address}", inner);
