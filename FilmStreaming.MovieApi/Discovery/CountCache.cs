using System.Collections.Concurrent;
using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>
/// Counts films once for all who ask at the same time, and remembers great results for a while, because counting takes time with
/// their number.
/// </summary>
internal sealed class CountCache(ICatalogueQueries queries, IOptions<DiscoveryOptions> options) : IDisposable
{
    /// <summary>Results of at most so many films are always counted anew: who has just changed one sees it.</summary>
    public const int AlwaysCounted = 10_000;

    /// <summary>How many run at once: they must not take the database from the lists.</summary>
    public const int MaxRunning = 4;

    /// <summary>How many values of facets are remembered in all, and a total is as one.</summary>
    private const int MaxRemembered = 50_000;

    private readonly MemoryCache _believed = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });
    private readonly SemaphoreSlim _running = new(MaxRunning);
    private readonly ConcurrentDictionary<string, Lazy<Task>> _counts = new();

    /// <inheritdoc cref="ICatalogueQueries.CountAsync(MovieFilter, CancellationToken)"/>
    public Task<long> CountAsync(MovieFilter filter, CancellationToken cancellationToken) => GetAsync(
        $"total {filter.Text}", limit => queries.CountAsync(filter, limit), total => (total, 1), cancellationToken);

    /// <summary>The values of a facet, the most frequent first, with the facet's own filter left out.</summary>
    public Task<IReadOnlyList<FacetValue>> CountAsync(MovieFilter filter, Facet facet, CancellationToken cancellationToken)
    {
        var others = filter.Without(facet.Parameter);
        return GetAsync<IReadOnlyList<FacetValue>>(
            $"{facet.Name} {others.Text}",
            async limit => [.. facet.Merge(await queries.CountAsync(others, facet, limit))],
            values => (values.Sum(value => value.Count), values.Count + 1),
            cancellationToken);
    }

    public void Dispose()
    {
        _believed.Dispose();
        _running.Dispose();
    }

    // Who gives up does not stop the count: others may wait for it, and it is limited in time.
    private async Task<T> GetAsync<T>(
        string name, Func<CancellationToken, Task<T>> count, Func<T, (long Films, int Size)> measure, CancellationToken cancellationToken)
        where T : notnull
    {
        if (_believed.TryGetValue(name, out T? known))
            return known!;
        var counted = _counts.GetOrAdd(name, _ => new(CountAsync));
        return await ((Task<T>)counted.Value).WaitAsync(cancellationToken);

        async Task<T> CountAsync()
        {
            using var limit = new CancellationTokenSource(options.Value.QueryTimeout);
            try
            {
                var result = await RunAsync(count, limit.Token);
                var (films, size) = measure(result);
                if (films > AlwaysCounted && options.Value.CountsBelievedFor > TimeSpan.Zero)
                    _believed.Set(name, result, new MemoryCacheEntryOptions { Size = size, AbsoluteExpirationRelativeToNow = options.Value.CountsBelievedFor });
                return result;
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                throw new QueryTimeoutException();
            }
            finally
            {
                _counts.TryRemove(name, out _);
            }
        }
    }

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> count, CancellationToken limit)
    {
        await _running.WaitAsync(limit);
        try
        {
            return await count(limit);
        }
        finally
        {
            _running.Release();
        }
    }
}
