using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.UserApi.Playback;

namespace FilmStreaming.UserApi.Activities;

/// <summary>Tells a device whether it has anything to fetch.</summary>
internal static class ActivityEndpoints
{
    public static void MapLastActivities(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/me/last-activities", GetLastActivities).WithName(nameof(GetLastActivities))
            .WithTags("Account")
            .RequireAuthorization(Policies.Viewer);

    /// <summary>When your playback, history, lists, ratings and settings were last changed: fetch what has a newer time than you know.</summary>
    /// <response code="200">The times. Their <c>ETag</c> changes with each of them.</response>
    /// <response code="304">Nothing was changed since the times whose <c>ETag</c> is in <c>If-None-Match</c>.</response>
    internal static async Task<TaggedJson<LastActivities>> GetLastActivities(
        ClaimsPrincipal user, JournalApplier applier, ILastActivityStore store, CancellationToken cancellationToken)
    {
        var account = user.GetAccountId();
        await applier.SettledAsync(account, cancellationToken);
        var known = await store.FindManyAsync([account], cancellationToken);
        return new(known.Count > 0 ? known[0].Body : new());
    }
}
