using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>The events of an account, to be written with the change that they tell of.</summary>
internal static class AccountEvents
{
    /// <param name="id">The account.</param>
    /// <param name="now">When it is made.</param>
    public static EventMessage Registered(Guid id, DateTimeOffset now) => UserEvents.AccountRegistered.Create($"{id}", new(id, 1), now);

    /// <param name="id">The account.</param>
    /// <param name="readVersion">The version that the change was made from; the event has the next.</param>
    /// <param name="now">When it is changed.</param>
    /// <param name="changed">Names of <see cref="AccountParts"/>.</param>
    public static EventMessage Updated(Guid id, long readVersion, DateTimeOffset now, params IReadOnlyList<string> changed) =>
        UserEvents.AccountUpdated.Create($"{id}", new(id, readVersion + 1, changed), now);

    /// <inheritdoc cref="Updated"/>
    public static EventMessage Deleted(Guid id, long readVersion, DateTimeOffset now) =>
        UserEvents.AccountDeleted.Create($"{id}", new(id, readVersion + 1), now);
}
