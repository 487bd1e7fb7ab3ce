using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.UserApi.Administration.Audit;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.Films;

/// <summary>How far the projection was made anew.</summary>
/// <param name="Films">How many films were read, those that have left the catalogue included.</param>
/// <param name="Next">Give it as <c>after</c> to go on; absent when all were read.</param>
public sealed record RebuildResponse(int Films, Guid? Next);

/// <summary>
/// Makes the projection anew from the catalogue. Films are compared by version as with events, so nothing newer is undone by it, and it may
/// run at any time, again, and from anywhere on.
/// </summary>
internal sealed class FilmRebuild(IRequestClient requests, IFilmStore films)
{
    /// <param name="after">Starts behind this film; null for all.</param>
    /// <param name="limit">How many films at most.</param>
    /// <param name="cancellationToken">Gives up; what was read until then is kept.</param>
    /// <exception cref="RequestUnavailableException">The Movie API did not answer.</exception>
    public async Task<RebuildResponse> RunAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        var read = 0;
        while (true)
        {
            var size = Math.Min(limit - read, MoviePageQuery.MaxLimit);
            var page = await requests.AskAsync(MovieRequests.Page, new(size, after), cancellationToken);
            await films.ApplyAsync(
                [.. page.Movies.Select(FilmProjection.Of), .. page.Removed.Select(FilmProjection.Of)], cancellationToken);
            read += page.Movies.Count + page.Removed.Count;
            if (page.Next is null || read >= limit)
                return new(read, page.Next);
            after = page.Next;
        }
    }
}

internal static class FilmRebuildEndpoints
{
    public static void MapFilmRebuild(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/admin/userapi/films/rebuild", RebuildFilms).WithName(nameof(RebuildFilms))
            .WithTags("Films")
            .RequireAuthorization(Policies.Administrator);

    /// <summary>
    /// Reads the catalogue again, for what this service shows of films: when events were lost, or a new version keeps more of a film. Films
    /// are read in the order of their ids; what was read is kept, and reading a film twice does no harm.
    /// </summary>
    /// <param name="after">The <c>next</c> of the answer before; left out to begin.</param>
    /// <param name="limit">How many films to read at most, before it answers.</param>
    /// <response code="200">How many were read, and where to go on.</response>
    /// <response code="503">The Movie API did not answer; go on from the last <c>next</c> when <c>Retry-After</c> has passed.</response>
    internal static async Task<Ok<RebuildResponse>> RebuildFilms(
        FilmRebuild rebuild,
        ClaimsPrincipal user,
        AuditTrail audit,
        Guid? after = null,
        [Range(1, 10_000)] int limit = 10_000,
        CancellationToken cancellationToken = default)
    {
        var begun = await audit.BeginAsync(user, AuditActs.FilmsRebuilt, targetId: null, [], cancellationToken);
        var read = await rebuild.RunAsync(after, limit, cancellationToken);
        await begun.EndAsync(wasDone: true);
        return TypedResults.Ok(read);
    }
}
