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

    private readonly MemoryCache _believed = new(new MemoryCacheOptions { SizeLimit = 1000 });
    private readonly ConcurrentDictionary<string, Lazy<Task>> _running = new();

    /// <inheritdoc cref="ICatalogueQueries.CountAsync(MovieFilter, CancellationToken)"/>
    public Task<long> CountAsync(MovieFilter filter, CancellationToken cancellationToken) => GetAsync(
        $"total {filter.Text}", () => queries.CountAsync(filter, CancellationToken.None), total => total, cancellationToken);

    /// <summary>The values of a facet, the most frequent first, with the facet's own filter left out.</summary>
    public Task<IReadOnlyList<FacetValue>> CountAsync(MovieFilter filter, Facet facet, CancellationToken cancellationToken)
    {
        var others = filter.Without(facet.Parameter);
        return GetAsync<IReadOnlyList<FacetValue>>(
            $"{facet.Name} {others.Text}",
            async () => [.. facet.Merge(await queries.CountAsync(others, facet, CancellationToken.None))],
            values => values.Sum(value => value.Count),
            cancellationToken);
    }

    public void Dispose() => _believed.Dispose();

    // Who gives up does not stop the count: others may wait for it, and it is limited in time.
    private async Task<T> GetAsync<T>(string name, Func<Task<T>> count, Func<T, long> size, CancellationToken cancellationToken)
        where T : notnull
    {
        if (_believed.TryGetValue(name, out T? known))
            return known!;
        var running = _running.GetOrAdd(name, _ => new(CountAsync));
        return await ((Task<T>)running.Value).WaitAsync(cancellationToken);

        async Task<T> CountAsync()
        {
            try
            {
                var result = await count();
                if (size(result) > AlwaysCounted && options.Value.CountsBelievedFor > TimeSpan.Zero)
                    _believed.Set(name, result, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = options.Value.CountsBelievedFor });
                return result;
            }
            finally
            {
                _running.TryRemove(name, out _);
            }
        }
    }
}
