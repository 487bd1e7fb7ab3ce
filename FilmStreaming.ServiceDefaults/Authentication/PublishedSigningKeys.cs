using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.ServiceDefaults.Authentication;

/// <summary>
/// The keys that the issuer publishes, held for an hour. A token signed with a key that is not among them has the keys fetched
/// anew and is judged again in the same request, so that a rotation is noticed by nobody; at most once in
/// <see cref="RefreshPause"/>, so that forged tokens cannot flood the issuer.
/// </summary>
internal sealed partial class PublishedSigningKeys
    : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    public const string HttpClientName = "signing-keys";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    public static readonly TimeSpan RefreshPause = TimeSpan.FromSeconds(30);

    /// <summary>After a failed fetch the answer is known for this long, or requests would queue up behind an issuer that is away.</summary>
    public static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    private readonly IHttpClientFactory _clients;
    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _fetching = new(1, 1);
    private bool _refreshRequested;
    private OpenIdConnectConfiguration? _keys;
    private Exception? _failure;
    private DateTimeOffset _fetchedAt = DateTimeOffset.MinValue;
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
        await _fetching.WaitAsync(cancel);
        try
        {
            if (IsDue(_time.GetUtcNow()))
                await FetchAsync(cancel);
            return _keys ?? throw new SigningKeysUnavailableException(_address, _failure);
        }
        finally
        {
            _fetching.Release();
        }
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) =>
        await GetConfigurationAsync(cancel);

    public override void RequestRefresh() => _refreshRequested = true;

    public void Dispose() => _fetching.Dispose();

    private bool IsDue(DateTimeOffset now) =>
        now >= _dueAt || (Interlocked.Exchange(ref _refreshRequested, false) && now >= _fetchedAt + RefreshPause);

    private async Task FetchAsync(CancellationToken cancel)
    {
        try
        {
            using var client = _clients.CreateClient(HttpClientName);
            var set = new JsonWebKeySet(await client.GetStringAsync(_address, cancel));
            var keys = new OpenIdConnectConfiguration { JsonWebKeySet = set };
            foreach (var key in set.GetSigningKeys())
                keys.SigningKeys.Add(key);
            (_keys, _failure) = (keys, null);
            _fetchedAt = _time.GetUtcNow();
            _dueAt = _fetchedAt + Lifetime;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
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
