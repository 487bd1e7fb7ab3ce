using System.Collections.Concurrent;
using System.Collections.Immutable;
using FilmStreaming.Messaging.Delivery;
using FilmStreaming.Messaging.Events;

namespace FilmStreaming.Messaging.InProcess;

/// <summary>
/// Connects the services of one process. Whoever hosts several creates one and registers it with each of them before
/// <see cref="MessagingRegistration.AddMessaging"/>; a service that is given none has one to itself.
/// </summary>
public sealed class InProcessBus
{
    private const int MaxDeadLetters = 1000;

    private readonly ConcurrentDictionary<string, InProcessQueue> _queues = [];
    private ImmutableList<InProcessDeadLetter> _deadLetters = [];
    private ImmutableList<InProcessHost> _hosts = [];
    private uint _turn;

    /// <summary>The events that were given up, oldest first; at most the last 1,000.</summary>
    internal IReadOnlyList<InProcessDeadLetter> DeadLetters => _deadLetters;

    /// <summary>
    /// Makes a subscription known before its service runs, and keeps it known when the service has stopped, as a durable queue
    /// is: until a service takes them, events of that type stay with their publisher.
    /// </summary>
    internal void Declare(string subscription, string eventType) =>
        _queues.GetOrAdd(subscription, name => new(name)).Types.TryAdd(eventType, true);

    internal void Attach(InProcessHost host) => ImmutableInterlocked.Update(ref _hosts, hosts => hosts.Add(host));

    internal void Detach(InProcessHost host) => ImmutableInterlocked.Update(ref _hosts, hosts => hosts.Remove(host));

    internal InProcessQueue QueueOf(string subscription) => _queues[subscription];

    internal IEnumerable<InProcessQueue> QueuesOf(string eventType) => _queues.Values.Where(queue => queue.Types.ContainsKey(eventType));

    /// <summary>The running hosts that take a broadcast of this type.</summary>
    internal IEnumerable<InProcessHost> HostsThatHear(string eventType) => _hosts.Where(host => host.Hears(eventType));

    /// <summary>The next of the running hosts that fit.</summary>
    internal InProcessHost? Next(Func<InProcessHost, bool> fits)
    {
        var candidates = _hosts.FindAll(host => fits(host));
        return candidates.IsEmpty ? null : candidates[(int)(Interlocked.Increment(ref _turn) % (uint)candidates.Count)];
    }

    internal void Add(InProcessDeadLetter deadLetter) => ImmutableInterlocked.Update(
        ref _deadLetters, letters => (letters.Count < MaxDeadLetters ? letters : letters.RemoveAt(0)).Add(deadLetter));

    /// <returns>Whether it was still there.</returns>
    internal bool Remove(InProcessDeadLetter deadLetter) =>
        ImmutableInterlocked.Update(ref _deadLetters, letters => letters.Remove(deadLetter));
}

/// <summary>An event that a subscription could not handle.</summary>
internal sealed class InProcessDeadLetter
{
    public required string Subscription { get; init; }

    public required EventMessage Message { get; init; }

    public required int Attempts { get; init; }

    public required DeliveryFailure Failure { get; init; }

    public required DateTimeOffset FirstFailedAt { get; init; }

    public required DateTimeOffset LastFailedAt { get; init; }
}

/// <summary>A subscription, shared by the hosts that have it.</summary>
internal sealed class InProcessQueue(string name)
{
    public string Name { get; } = name;

    public ConcurrentDictionary<string, bool> Types { get; } = [];

    public SubjectOrder Order { get; } = new();
}
