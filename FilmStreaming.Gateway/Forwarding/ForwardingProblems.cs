using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.Net.Http.Headers;

namespace FilmStreaming.Gateway.Forwarding;

/// <summary>Answers a request that could not be forwarded with a problem document that says whether trying again helps.</summary>
internal sealed class ForwardingProblems(RequestDelegate next)
{
    private const string RetryAfterSeconds = "5";

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        switch (context.GetForwardingFailure())
        {
            case ForwardingFailure.Unreachable:
                context.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds;
                await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Service unavailable", $"{service} cannot be reached.");
                break;
            case ForwardingFailure.Broken:
                await WriteAsync(context, StatusCodes.Status502BadGateway, "Bad gateway", $"{service} broke off before it answered.");
                break;
            case ForwardingFailure.TimedOut:
                await WriteAsync(context, StatusCodes.Status504GatewayTimeout, "Gateway timeout", $"{service} did not answer in time.");
                break;
            case ForwardingFailure.None:
                break;
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: Problem.TypeOf(ProblemTypes.DependencyUnavailable))
            .ExecuteAsync(context);
}
