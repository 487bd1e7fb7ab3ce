using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.Playback;

/// <summary>What became of the reports of a request.</summary>
/// <param name="read">Each report, in the order of the request.</param>
/// <param name="refused">The sessions that may not be used.</param>
internal sealed class ReportAnswer(IReadOnlyList<ReadReport> read, IReadOnlyDictionary<Guid, ClaimRefusal> refused)
{
    private readonly IReadOnlyList<ReportProblem?> _problems =
    [
        .. read.Select(item => item.Errors is { } errors ? ReportProblem.Invalid(errors)
            : refused.TryGetValue(item.Report!.SessionId, out var refusal) ? ReportProblem.Of(refusal)
            : null),
    ];

    /// <summary>Whether no report was accepted.</summary>
    public bool IsRefused => _problems.All(problem => problem is not null);

    public BatchResponse ToResponse() => new(
        _problems.Count(problem => problem is null),
        _problems.Count(problem => problem is not null),
        [.. _problems.Select(problem => problem is null ? ReportOutcome.Accepted : ReportOutcome.Rejected(problem))]);

    /// <summary>One document for all reports, which says which report each error is in.</summary>
    public ProblemHttpResult ToProblem(bool isBatch)
    {
        if (_problems.All(problem => problem == ReportProblem.TooManySessions))
            return Problem.TooMany(ReportProblem.TooManySessions.Detail);
        if (_problems.All(problem => problem!.Errors is null))
            return Problem.Conflict(ProblemTypes.PlaybackSessionTaken, ReportProblem.SessionTaken.Detail);
        var errors =
            from item in _problems.Select((problem, index) => (Problem: problem!, Prefix: isBatch ? $"[{index}]" : ""))
            from error in item.Problem.Errors ?? new Dictionary<string, string[]> { ["sessionId"] = [item.Problem.Detail] }
            let member = item.Prefix is "" || error.Key is "" ? item.Prefix + error.Key : $"{item.Prefix}.{error.Key}"
            select KeyValuePair.Create(member, error.Value);
        return Problem.Invalid("No report has the form that this operation takes.", errors.ToDictionary());
    }
}
