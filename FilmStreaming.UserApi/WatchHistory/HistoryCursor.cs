using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>Writes positions in an account's history as cursors, and reads them.</summary>
internal static class HistoryCursor
{
    public static string After(this CursorProtector cursors, Document<Play> play) =>
        cursors.Protect(ListOf(play.Body.AccountId), new TimePosition(play.Body.WatchedAt, play.Id));

    /// <inheritdoc cref="CursorProtector.TryUnprotect(string, string?, out TimePosition?)"/>
    public static bool TryRead(this CursorProtector cursors, Guid accountId, string? text, out PlayPosition? position)
    {
        var isPosition = cursors.TryUnprotect(ListOf(accountId), text, out TimePosition? read);
        position = read is { } known ? new(known.Time, known.Id) : null;
        return isPosition;
    }

    private static string ListOf(Guid accountId) => $"history of {accountId:N}";
}
