using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace FilmStreaming.ServiceDefaults.Problems;

/// <summary>
/// Answers the exceptions that are not faults of the program: a request that cannot be read, and a dependency that is away.
/// No text of an exception reaches the client.
/// </summary>
internal sealed partial class ExceptionProblems(
    IEnumerable<IDependencyFailure> failures, IProblemDetailsService problems, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    private const int RetryAfterSeconds = 5;

    public ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancel)
    {
        if (exception is BadHttpRequestException bad)
            return WriteAsync(http, Of(bad));
        if (failures.Select(failure => failure.DependencyOf(exception)).FirstOrDefault(name => name is not null) is not { } dependency)
            return ValueTask.FromResult(false);

        LogDependencyAway(logger, dependency, exception.Message);
        http.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        return WriteAsync(http, new()
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Type = Problem.TypeOf(ProblemTypes.DependencyUnavailable),
            Detail = $"{dependency} does not answer. What was asked for may or may not have been done; try again.",
        });
    }

    private ValueTask<bool> WriteAsync(HttpContext http, ProblemDetails problem)
    {
        http.Response.StatusCode = problem.Status!.Value;
        return problems.TryWriteAsync(new() { HttpContext = http, ProblemDetails = problem });
    }

    private static ProblemDetails Of(BadHttpRequestException bad)
    {
        var problem = new ProblemDetails { Status = bad.StatusCode };
        if (bad.StatusCode != StatusCodes.Status400BadRequest)
            return problem;
        problem.Detail = "The request cannot be read: a parameter or the body is not of the form this operation takes.";
        if (bad.InnerException is JsonException json)
            problem.Detail = $"The body is not the JSON that this operation takes: see line {json.LineNumber + 1}, byte {json.BytePositionInLine}.";
        if (UnreadableMember.Of(bad) is { } member)
            problem.Extensions["errors"] = new Dictionary<string, string[]> { [member] = ["It is unknown, repeated, or not of the form this operation takes."] };
        return problem;
    }

    // Without the stack: while a dependency is away, each request comes by here.
    [LoggerMessage(LogLevel.Warning, "{Dependency} is away: {Reason}")]
    private static partial void LogDependencyAway(ILogger logger, string dependency, string reason);
}
