using System.Collections.Immutable;
using FilmStreaming.UserApi.Tokens;

namespace FilmStreaming.Tests.UserApi.Tokens;

/// <summary>Keys in memory, which count how often they are read and can be made to fail.</summary>
internal sealed class FakeSigningKeyStore : ISigningKeyStore
{
    private ImmutableSortedDictionary<int, SigningKey> _keys = ImmutableSortedDictionary<int, SigningKey>.Empty;
    private int _reads;

    public int Reads => _reads;

    public bool IsAway { get; set; }

    public Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return IsAway ? throw new IOException("The store is away.") : Task.FromResult<IReadOnlyList<SigningKey>>([.. _keys.Values]);
    }

    public Task<bool> TryAddAsync(SigningKey key, CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableInterlocked.Update(ref _keys, keys => keys.ContainsKey(key.Generation) ? keys : keys.Add(key.Generation, key)));

    public Task RemoveAsync(int generation, CancellationToken cancellationToken)
    {
        ImmutableInterlocked.Update(ref _keys, keys => keys.Remove(generation));
        return Task.CompletedTask;
    }
}
