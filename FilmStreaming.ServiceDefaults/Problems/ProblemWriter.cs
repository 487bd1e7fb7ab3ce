using System.Diagnostics;
using System.Security.Claims;
using System.Text.Json;
using FilmStreaming.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace FilmStreaming.ServiceDefaults.Problems;

/// <summary>
/// Writes every problem document of a service, whatever raised it: a handler, validation, an exception or a bare status code.
/// ASP.NET Core's own writer stays silent when the client accepts no JSON; an error without a body helps nobody.
/// </summary>
internal sealed class ProblemWriter(IOptions<HttpJsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        var problem = context.ProblemDetails;
        problem.Status ??= response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        problem.Type = TypeOf(problem, problem.Status.Value, context.HttpContext.User);
        problem.Extensions["traceId"] = TraceId(context.HttpContext);
        if (problem is HttpValidationProblemDetails { Errors: { Count: > 0 } errors } validation)
            validation.Errors = errors.ToDictionary(error => CamelCase(error.Key), error => error.Value);

        response.Headers.CacheControl = "no-store";
        await response.WriteAsJsonAsync(
            problem,
            json.Value.SerializerOptions.GetTypeInfo(problem.GetType()),
            "application/problem+json",
            context.HttpContext.RequestAborted);
    }

    private static string TypeOf(ProblemDetails problem, int status, ClaimsPrincipal user) => problem switch
    {
        { Type: { } type } when type.StartsWith(Problem.Prefix, StringComparison.Ordinal) => type,
        _ when status == StatusCodes.Status403Forbidden && user.HasClaim(claim => claim.Type == AccessTokenOptions.SecondFactorNeededClaim) =>
            Problem.TypeOf(ProblemTypes.SecondFactorNeeded),
        HttpValidationProblemDetails => Problem.TypeOf(ProblemTypes.Validation),
        _ => Problem.TypeOf(ProblemTypes.OfStatus(status)),
    };

    private static string TraceId(HttpContext http) =>
        (http.Features.Get<IHttpActivityFeature>()?.Activity ?? Activity.Current)?.TraceId.ToHexString() ?? http.TraceIdentifier;

    /// <summary>Names members as the JSON does: <c>Cast[0].FullName</c> becomes <c>cast[0].fullName</c>.</summary>
    private static string CamelCase(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
