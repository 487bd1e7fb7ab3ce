using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.ServiceDefaults.Problems;

/// <summary>Makes the problem documents (RFC 9457) that handlers answer with.</summary>
public static class Problem
{
    internal const string Prefix = "urn:filmstreaming:problem:";

    /// <summary>The stable <c>type</c> of a kind of problem.</summary>
    /// <param name="name">One of <see cref="ProblemTypes"/>.</param>
    public static string TypeOf(string name) => Prefix + name;

    public static ProblemHttpResult NotFound(string type, string detail) => Of(StatusCodes.Status404NotFound, type, "Not found", detail);

    public static ProblemHttpResult BadRequest(string type, string detail) =>
        Of(StatusCodes.Status400BadRequest, type, "Bad request", detail);

    /// <param name="type">One of <see cref="ProblemTypes"/>.</param>
    /// <param name="detail">What is missing.</param>
    /// <param name="members">Further members of the document.</param>
    public static ProblemHttpResult Unauthorized(string type, string detail, Dictionary<string, object?>? members = null) =>
        Of(StatusCodes.Status401Unauthorized, type, "Unauthorized", detail, members);

    public static ProblemHttpResult Forbidden(string type, string detail) =>
        Of(StatusCodes.Status403Forbidden, type, "Forbidden", detail);

    /// <param name="type">One of <see cref="ProblemTypes"/>.</param>
    /// <param name="detail">What is in the way.</param>
    /// <param name="existing">The resource that is in the way, as a member <c>existing</c> of the document.</param>
    public static ProblemHttpResult Conflict(string type, string detail, string? existing = null) =>
        Of(StatusCodes.Status409Conflict, type, "Conflict", detail, existing is null ? null : new() { ["existing"] = existing });

    public static ProblemHttpResult PreconditionFailed(string type, string detail) =>
        Of(StatusCodes.Status412PreconditionFailed, type, "Precondition failed", detail);

    public static ProblemHttpResult PreconditionRequired(string type, string detail) =>
        Of(StatusCodes.Status428PreconditionRequired, type, "Precondition required", detail);

    public static ProblemHttpResult Unprocessable(string type, string detail) =>
        Of(StatusCodes.Status422UnprocessableEntity, type, "Unprocessable content", detail);

    /// <summary>A 429 that a handler decides on by itself; the route's own limit is the middleware's.</summary>
    public static ProblemHttpResult TooMany(string detail) =>
        Of(StatusCodes.Status429TooManyRequests, ProblemTypes.RateLimited, "Too many requests", detail);

    /// <summary>A 400 whose <c>errors</c> name one member and what is wrong with it.</summary>
    public static ProblemHttpResult Invalid(string member, string error) =>
        Invalid(error, new Dictionary<string, string[]> { [member] = [error] });

    /// <summary>A 400 whose <c>errors</c> name the members and what is wrong with each.</summary>
    public static ProblemHttpResult Invalid(string detail, IReadOnlyDictionary<string, string[]> errors) => Of(
        StatusCodes.Status400BadRequest,
        ProblemTypes.Validation,
        "One or more validation errors occurred.",
        detail,
        new() { ["errors"] = errors });

    /// <summary>A 400 whose <c>errors</c> name members, by their paths in the JSON, and what is wrong with each.</summary>
    public static ProblemHttpResult Invalid(ILookup<string, string> errors) => Of(
        StatusCodes.Status400BadRequest,
        ProblemTypes.Validation,
        "One or more validation errors occurred.",
        null,
        new() { ["errors"] = errors.ToDictionary(member => member.Key, member => member.ToArray()) });

    private static ProblemHttpResult Of(
        int status, string type, string title, string? detail, Dictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail, statusCode: status, type: TypeOf(type), title: title, extensions: extensions);
}
