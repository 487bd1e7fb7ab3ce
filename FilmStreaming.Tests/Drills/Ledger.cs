using System.Collections.Concurrent;

namespace FilmStreaming.Tests.Drills;

/// <summary>A film as a write left it.</summary>
internal sealed record FilmState(long Version, string Title);

/// <summary>What was written to the catalogue, and what of it was acknowledged.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<Guid, FilmState> _acknowledged = [];
    private readonly ConcurrentDictionary<Guid, long> _updates = [];
    private int _sent;
    private int _acknowledgedCount;

    public int Sent => _sent;

    public int Acknowledged => _acknowledgedCount;

    /// <summary>The films, each as its last acknowledged write left it.</summary>
    public IReadOnlyDictionary<Guid, FilmState> Films => _acknowledged.ToDictionary();

    public void CreateSent() => Interlocked.Increment(ref _sent);

    public void UpdateSent(Guid film)
    {
        _updates.AddOrUpdate(film, 1, (_, updates) => updates + 1);
        Interlocked.Increment(ref _sent);
    }

    /// <summary>A film has one writer, so that its acknowledgements come in order.</summary>
    public void Acknowledge(Guid film, FilmState state)
    {
        _acknowledged[film] = state;
        Interlocked.Increment(ref _acknowledgedCount);
    }

    /// <summary>The version that the film has if each of its writes took effect once.</summary>
    public long HighestVersion(Guid film) => 1 + _updates.GetValueOrDefault(film);
}
