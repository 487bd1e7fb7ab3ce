using Microsoft.Extensions.Caching.Distributed;

namespace FilmStreaming.ServiceDefaults.Cache;

/// <summary>
/// Redis as the second level of HybridCache, which asks asynchronously only. While Redis does not answer nothing is found and
/// nothing kept; left to itself the client would have each reader wait for seconds.
/// </summary>
internal sealed class RedisSecondLevel(IDistributedCache redis, RedisCircuit circuit) : IDistributedCache
{
    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        (await circuit.AskAsync(stop => redis.GetAsync(key, stop), token))?.Value;

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        await circuit.AskAsync(stop => Done(redis.SetAsync(key, value, options, stop)), token);

    public async Task RefreshAsync(string key, CancellationToken token = default) =>
        await circuit.AskAsync(stop => Done(redis.RefreshAsync(key, stop)), token);

    public async Task RemoveAsync(string key, CancellationToken token = default) =>
        await circuit.AskAsync(stop => Done(redis.RemoveAsync(key, stop)), token);

    public byte[]? Get(string key) => redis.Get(key);

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => redis.Set(key, value, options);

    public void Refresh(string key) => redis.Refresh(key);

    public void Remove(string key) => redis.Remove(key);

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }
}
