using System.Diagnostics;
using System.Security.Claims;
using System.Text.Json;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace FilmStreaming.UserApi.Playback;

/// <summary>What players report, and where the viewer stands with a film.</summary>
internal static class PlaybackEndpoints
{
    /// <summary>Reports in a batch.</summary>
    internal const int MaxBatch = 500;

    public static void MapPlayback(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/me/playback")
            .WithTags("Playback")
            .RequireAuthorization(Policies.Viewer);

        group.MapPost("/{movieId}", ReportPlayback).WithName(nameof(ReportPlayback))
            .Accepts<PlaybackReportRequest>("application/json")
            .WithRateLimit(RateLimitClass.Playback)
            .Produces<BatchResponse>(StatusCodes.Status202Accepted)
            .AddOpenApiOperationTransformer(DescribeBodyAsync)
            .AnswersProblems(ProblemTypes.MovieNotFound, ProblemTypes.PlaybackSessionTaken);
        group.MapGet("/{movieId}", GetPlayback).WithName(nameof(GetPlayback)).AnswersProblems(ProblemTypes.PlaybackNotFound);
    }

    /// <summary>
    /// Tells what a player does with a film: one report, or an array of at most 500. When it is answered, the reports are on the disk.
    /// Reports may come in any order and more than once; the same ones always give the same state.
    /// </summary>
    /// <response code="202">
    /// The valid reports are durable. Of a batch, the answer says of each report whether it was accepted; of one report, it has no body.
    /// </response>
    /// <response code="400">No report is valid, and <c>errors</c> names what is wrong, for example <c>[3].positionMs</c>; or there are too many.</response>
    /// <response code="404">There is no such film (<c>movie-not-found</c>).</response>
    /// <response code="409">The <c>sessionId</c> is in use by somebody else (<c>playback-session-taken</c>).</response>
    /// <response code="429">You have begun as many playback sessions as you may in a day, 500 by default; those that are known go on.</response>
    /// <response code="503">They may or may not be stored; send them again when <c>Retry-After</c> has passed, which does no harm.</response>
    internal static async Task<Results<Accepted, Accepted<BatchResponse>, ProblemHttpResult>> ReportPlayback(
        Guid movieId,
        JsonElement body,
        ClaimsPrincipal user,
        PlayableFilms films,
        IWatchStateStore states,
        ReportQueue queue,
        IOptions<PlaybackOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var isBatch = body.ValueKind == JsonValueKind.Array;
        if (isBatch && body.GetArrayLength() is 0 or > MaxBatch)
            return Problem.Invalid("", $"A batch has 1 to {MaxBatch} reports.");

        var reader = new ReportReader(options.Value, time.GetStoredNow(), isBatch);
        var read = isBatch ? body.EnumerateArray().Select(reader.Read).ToList() : [reader.Read(body)];
        var valid = read.Select(item => item.Report).OfType<PlaybackReport>().ToList();
        IReadOnlyDictionary<Guid, ClaimRefusal> refused = new Dictionary<Guid, ClaimRefusal>();
        if (valid.Count > 0)
        {
            var key = PlaybackKey.Of(user.GetAccountId(), movieId);
            var movie = await films.FindAsync(movieId, cancellationToken);
            // A film that has left the catalogue is there for those who had begun it.
            if (movie?.IsPublished() != true && (movie is null || await states.FindAsync(key.StateId, cancellationToken) is null))
                return Problem.NotFound(ProblemTypes.MovieNotFound, "The catalogue has no such film.");
            refused = await queue.AddAsync(EntryOf(key, movie, valid), cancellationToken);
        }

        var answer = new ReportAnswer(read, refused);
        if (answer.IsRefused)
            return answer.ToProblem(isBatch);
        return isBatch ? TypedResults.Accepted((string?)null, answer.ToResponse()) : TypedResults.Accepted((string?)null);
    }

    private static JournalEntry EntryOf(PlaybackKey key, MovieSnapshot movie, IReadOnlyList<PlaybackReport> reports) => new()
    {
        AccountId = key.AccountId,
        ProfileId = key.ProfileId,
        Movie = movie,
        Reports = reports,
        TraceParent = Activity.Current?.Id,
        TraceState = Activity.Current?.TraceStateString,
    };

    /// <summary>Where you stand with a film: where to go on, and how often you have watched it.</summary>
    /// <response code="200">The state.</response>
    /// <response code="404">You have not played this film (<c>playback-not-found</c>).</response>
    internal static async Task<Results<Ok<PlaybackResponse>, ProblemHttpResult>> GetPlayback(
        Guid movieId,
        ClaimsPrincipal user,
        JournalApplier applier,
        IWatchStateStore states,
        IOptions<PlaybackOptions> options,
        CancellationToken cancellationToken)
    {
        await applier.SettledAsync(user.GetAccountId(), cancellationToken);
        var state = await states.FindAsync(PlaybackKey.Of(user.GetAccountId(), movieId).StateId, cancellationToken);
        return state is null
            ? Problem.NotFound(ProblemTypes.PlaybackNotFound, "You have not played this film.")
            : TypedResults.Ok(PlaybackResponse.Of(state.Body, options.Value));
    }

    // The handler reads the body itself, so the framework does not see what is in it.
    private static async Task DescribeBodyAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        const string Name = nameof(PlaybackReportRequest);
        context.Document!.AddComponent(Name, await context.GetOrCreateSchemaAsync(typeof(PlaybackReportRequest), null, cancellationToken));
        var report = new OpenApiSchemaReference(Name, context.Document);
        operation.RequestBody!.Content!["application/json"].Schema = new OpenApiSchema
        {
            OneOf = [report, new OpenApiSchema { Type = JsonSchemaType.Array, Items = report, MinItems = 1, MaxItems = MaxBatch }],
        };
    }
}
