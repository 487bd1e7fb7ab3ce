using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace FilmStreaming.Gateway.Forwarding;

/// <summary>
/// Tries a request that a destination did not answer once more, so that stopping a replica is not noticed. Only requests that
/// change nothing and carry no body: for any other, a destination that broke off may have acted already.
/// </summary>
internal sealed partial class SafeRetry(RequestDelegate next, ILogger<SafeRetry> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        var available = proxy.AvailableDestinations;
        await next(context);

        if (!IsWorthAnotherTry(context))
        {
            return;
        }

        LogRetry(proxy.ProxiedDestination?.DestinationId, context.GetForwarderErrorFeature()?.Error);
        // A lone destination may be a balancer in front of replicas, whose next connection leads to another one.
        var others = available.Where(destination => destination != proxy.ProxiedDestination).ToList();
        proxy.AvailableDestinations = others.Count > 0 ? others : available;
        proxy.ProxiedDestination = null;
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.StatusCode = StatusCodes.Status200OK;
        await next(context);
    }

    private static bool IsWorthAnotherTry(HttpContext context) =>
        context.GetForwardingFailure() is ForwardingFailure.Unreachable or ForwardingFailure.Broken
        && IsSafe(context.Request.Method)
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }
        && !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested;

    /// <summary>RFC 9110, section 9.2.1.</summary>
    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    [LoggerMessage(LogLevel.Information, "{Destination} did not answer ({Error}); trying once more")]
    private partial void LogRetry(string? destination, ForwarderError? error);
}
