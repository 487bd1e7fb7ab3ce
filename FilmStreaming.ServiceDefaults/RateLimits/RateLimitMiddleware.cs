using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace FilmStreaming.ServiceDefaults.RateLimits;

/// <summary>
/// Counts requests by account or client address and refuses those above the limit of their class, telling each client where it
/// stands in <c>RateLimit</c> and <c>RateLimit-Policy</c> (draft-ietf-httpapi-ratelimit-headers). ASP.NET Core's own limiter
/// counts each replica by itself and cannot add headers to what it permits. Routes that carry its
/// <c>DisableRateLimiting()</c> are not counted here either.
/// </summary>
internal sealed class RateLimitMiddleware(
    RequestDelegate next, IRateLimitCounter counter, IOptions<RateLimitOptions> options, IProblemDetailsService problems)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<DisableRateLimitingAttribute>() is not null)
        {
            await next(http);
            return;
        }

        var name = metadata?.GetMetadata<RateLimitMetadata>()?.Class ?? RateLimitClass.Default;
        var limit = options.Value.Of(name);
        var count = await counter.CountAsync(RateLimitKey.Of(http, name), limit, requests: 1, http.RequestAborted);
        var resetsIn = (long)Math.Ceiling(count.ResetsIn.TotalSeconds);
        http.Response.OnStarting(() =>
        {
            // Both fields are lists: the gateway's entry stands beside the service's.
            http.Response.Headers.Append("RateLimit-Policy", $"\"{name}\";q={limit.Limit};w={(long)limit.Window.TotalSeconds}");
            http.Response.Headers.Append("RateLimit", $"\"{name}\";r={Math.Max(0, limit.Limit - count.Requests)};t={resetsIn}");
            return Task.CompletedTask;
        });

        if (count.Requests <= limit.Limit)
            await next(http);
        else
            await RefuseAsync(http, resetsIn);
    }

    private async Task RefuseAsync(HttpContext http, long retryAfter)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = $"{retryAfter}";
        await problems.WriteAsync(new()
        {
            HttpContext = http,
            ProblemDetails = new ProblemDetails
            {
                Type = Problem.TypeOf(ProblemTypes.RateLimited),
                Detail = $"Too many requests. The next is answered in {retryAfter} s.",
            },
        });
    }
}
