using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Accounts.Erasure;

/// <summary>That an account is being erased. Its id is the account's; it goes last.</summary>
internal sealed record Erasure
{
    public required DateTimeOffset RequestedAt { get; init; }
}

/// <summary>The erasures that are not over.</summary>
internal interface IErasureStore
{
    /// <summary>Stores that the account is to be erased, once however often it is asked for.</summary>
    Task AddAsync(Guid accountId, Erasure erasure, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken);

    /// <summary>Those requested before a time whose events are all published, in any order, at most 100.</summary>
    Task<IReadOnlyList<Document<Erasure>>> ListAsync(DateTimeOffset requestedBefore, CancellationToken cancellationToken);

    /// <summary>Those of the accounts that are being erased.</summary>
    Task<IReadOnlySet<Guid>> FindManyAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken);

    Task RemoveAsync(Guid accountId, CancellationToken cancellationToken);
}
