using System.ComponentModel.DataAnnotations;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.UserApi.Films;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// What a player tells of one film while it plays, every ten seconds and whenever something happens. The body is one report, or an
/// array of at most 500 that were kept while the player was offline. No other members are accepted.
/// </summary>
public sealed record PlaybackReportRequest
{
    /// <summary>One playing of the film on one device: a UUID that the player makes anew each time.</summary>
    [Required]
    public Guid? SessionId { get; init; }

    /// <summary>
    /// Orders the reports of the session, 0 to 2^53 - 1. Each report has a greater one than the report before; there may be gaps.
    /// </summary>
    [Required]
    [Range(0, ReportReader.MaxSequence)]
    public long? Sequence { get; init; }

    /// <summary>What happened. Only <c>start</c> and <c>seek</c> move the position backwards.</summary>
    [Required]
    public PlaybackEvent? Event { get; init; }

    /// <summary>Where in the film, in milliseconds from its beginning, 0 to <c>durationMs</c>.</summary>
    [Required]
    [Range(0, ReportReader.MaxDurationMs)]
    public long? PositionMs { get; init; }

    /// <summary>How long the film is, in milliseconds, 1 to 86,400,000 (24 hours).</summary>
    [Required]
    [Range(1, ReportReader.MaxDurationMs)]
    public long? DurationMs { get; init; }

    /// <summary>
    /// By the player's clock, with an offset (RFC 3339). Not a day from now, in either direction; in a batch it may be up to 30 days ago.
    /// </summary>
    [Required]
    public DateTimeOffset? ClientTime { get; init; }

    /// <summary>
    /// From where on the film was played without a break up to <c>positionMs</c>, 0 to <c>positionMs</c>, in milliseconds; the position of
    /// the last start or seek, for a player that reports seldom. Left out: from 30 seconds before the position.
    /// </summary>
    [Range(0, ReportReader.MaxDurationMs)]
    public long? PlayedFromMs { get; init; }
}

/// <summary>What became of a batch of reports.</summary>
/// <param name="Accepted">How many are durable.</param>
/// <param name="Rejected">How many were left out.</param>
/// <param name="Reports">One by one, in the order of the batch.</param>
public sealed record BatchResponse(int Accepted, int Rejected, IReadOnlyList<ReportOutcome> Reports);

/// <summary>What became of one report.</summary>
/// <param name="Status"><c>accepted</c> or <c>rejected</c>.</param>
/// <param name="Problem">Why it was rejected.</param>
public sealed record ReportOutcome(string Status, ReportProblem? Problem = null)
{
    internal static readonly ReportOutcome Accepted = new("accepted");

    internal static ReportOutcome Rejected(ReportProblem problem) => new("rejected", problem);
}

/// <summary>Why a report of a batch was rejected, as the problem document of a single one would say.</summary>
/// <param name="Type">As of a problem document.</param>
/// <param name="Status">The status that it would have had alone.</param>
/// <param name="Detail">What is wrong.</param>
/// <param name="Errors">What is wrong, by member.</param>
public sealed record ReportProblem(string Type, int Status, string Detail, IReadOnlyDictionary<string, string[]>? Errors = null)
{
    internal static ReportProblem Invalid(IReadOnlyDictionary<string, string[]> errors) => new(
        ServiceDefaults.Problems.Problem.TypeOf(ProblemTypes.Validation), StatusCodes.Status400BadRequest,
        "The report has members that are missing, unknown or out of range.", errors);

    internal static readonly ReportProblem SessionTaken = new(
        ServiceDefaults.Problems.Problem.TypeOf(ProblemTypes.PlaybackSessionTaken), StatusCodes.Status409Conflict,
        "The sessionId is in use by somebody else: make a new one for each playing.");

    internal static readonly ReportProblem TooManySessions = new(
        ServiceDefaults.Problems.Problem.TypeOf(ProblemTypes.RateLimited), StatusCodes.Status429TooManyRequests,
        "You have begun as many playback sessions as you may in a day. Those that are known go on.");

    internal static ReportProblem Of(ClaimRefusal refusal) => refusal == ClaimRefusal.TooMany ? TooManySessions : SessionTaken;
}

/// <summary>Where you stand with a film.</summary>
/// <param name="MovieId">The film.</param>
/// <param name="Resume">Where to go on; absent where there is nothing to go on with.</param>
/// <param name="Watched">Whether you have watched it to its end. Watching it again does not change that.</param>
/// <param name="Plays">How often you have watched it to its end.</param>
/// <param name="WatchedAt">When you last did.</param>
/// <param name="LastPlayedAt">When it was last played.</param>
/// <param name="Dismissed">Whether you have taken it out of the films to continue.</param>
public sealed record PlaybackResponse(
    Guid MovieId,
    ResumePoint? Resume,
    bool Watched,
    int Plays,
    DateTimeOffset? WatchedAt,
    DateTimeOffset LastPlayedAt,
    bool Dismissed)
{
    internal static PlaybackResponse Of(WatchState state, PlaybackOptions options) => new(
        state.MovieId,
        ResumePoint.Of(state.Resume, options),
        state.Plays > 0,
        state.Plays,
        state.WatchedAt,
        state.LastAt,
        Dismissed: state.ResumeSessionId is not null && state.ContinuedBy is null);
}

/// <summary>Where to go on with a film.</summary>
/// <param name="PositionMs">Where playing ended, in milliseconds from the beginning.</param>
/// <param name="ResumeMs">Where to begin: a little before, for the viewer to find the way back into the film.</param>
/// <param name="DurationMs">How long the film is, in milliseconds.</param>
/// <param name="Progress">The position as a part of the film, 0 to 1.</param>
/// <param name="SessionId">The playback session that ended there.</param>
public sealed record ResumePoint(long PositionMs, long ResumeMs, long DurationMs, double Progress, Guid SessionId)
{
    internal static ResumePoint? Of(PlaybackSession? session, PlaybackOptions options) => session is null ? null : new(
        session.PositionMs,
        Math.Max(0, session.PositionMs - (long)options.Rewind.TotalMilliseconds),
        session.DurationMs,
        Math.Round((double)session.PositionMs / session.DurationMs, 4),
        session.Id);
}

/// <summary>A film to continue.</summary>
/// <param name="MovieId">The film.</param>
/// <param name="Title">Its title as the catalogue has it; absent where that is not known yet.</param>
/// <param name="ReleaseYear">The year of first release, where known.</param>
/// <param name="PosterUrl">Its poster, where there is one.</param>
/// <param name="Available">False while the catalogue does not show the film, and once it has left it.</param>
/// <param name="Resume">Where to go on.</param>
/// <param name="Watched">Whether you have watched it to its end before.</param>
/// <param name="LastPlayedAt">When it was last played.</param>
public sealed record ContinueWatchingResponse(
    Guid MovieId,
    string? Title,
    int? ReleaseYear,
    string? PosterUrl,
    bool Available,
    ResumePoint Resume,
    bool Watched,
    DateTimeOffset LastPlayedAt)
{
    internal static ContinueWatchingResponse Of(WatchState state, Film? film, PlaybackOptions options) => new(
        state.MovieId,
        film?.Title,
        film?.ReleaseYear,
        film?.PosterUrl,
        film?.Available ?? true,
        ResumePoint.Of(state.Resume, options)!,
        state.Plays > 0,
        state.LastAt);
}
