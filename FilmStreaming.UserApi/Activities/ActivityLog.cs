using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Activities;

/// <summary>
/// Keeps when accounts last changed what they have: one document for each account. It is written after the change and before the change
/// is answered, so who reads it after an answer knows of the change.
/// </summary>
internal sealed class ActivityLog(ILastActivityStore store, TimeProvider time)
{
    /// <summary>Accounts that are written together.</summary>
    private const int MaxAccounts = 500;

    public Task TouchAsync(Guid accountId, AccountActivity activity, CancellationToken cancellationToken) =>
        TouchManyAsync([accountId], activity, cancellationToken);

    public async Task TouchManyAsync(IEnumerable<Guid> accountIds, AccountActivity activity, CancellationToken cancellationToken)
    {
        foreach (var some in accountIds.Distinct().Chunk(MaxAccounts))
        {
            IReadOnlyCollection<Guid> open = some;
            while (open.Count > 0)
                open = await TryTouchAsync(open, activity, cancellationToken);
        }
    }

    /// <returns>Those that another writer was faster with.</returns>
    private async Task<IReadOnlyCollection<Guid>> TryTouchAsync(
        IReadOnlyCollection<Guid> accountIds, AccountActivity activity, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var known = (await store.FindManyAsync(accountIds, cancellationToken)).ToDictionary(account => account.Id);
        return await store.SaveManyAsync(
            [
                .. accountIds.Select(id => known.GetValueOrDefault(id) is { } before
                    ? new ActivityChange(id, before.Version, before.Body.With(activity, now))
                    : new ActivityChange(id, 0, new LastActivities().With(activity, now))),
            ],
            cancellationToken);
    }
}
