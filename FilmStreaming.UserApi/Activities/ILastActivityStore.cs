using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Activities;

/// <summary>The last activities of all accounts. A document's id is the account's.</summary>
internal interface ILastActivityStore
{
    /// <summary>Those of the accounts that have changed something. At most 1,000 ids.</summary>
    Task<IReadOnlyList<Document<LastActivities>>> FindManyAsync(
        IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken);

    /// <summary>Writes those whose document is still the one that was read. At most 1,000, none of them twice.</summary>
    /// <returns>The accounts that were not written.</returns>
    Task<IReadOnlyCollection<Guid>> SaveManyAsync(IReadOnlyList<ActivityChange> changes, CancellationToken cancellationToken);

    Task RemoveAsync(Guid accountId, CancellationToken cancellationToken);
}

/// <param name="AccountId">Whose.</param>
/// <param name="Version">The version that was read; 0 where there was none.</param>
/// <param name="Activities">As they are to be.</param>
internal sealed record ActivityChange(Guid AccountId, long Version, LastActivities Activities);
