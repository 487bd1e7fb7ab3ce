using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FilmStreaming.ServiceDefaults.Hosting;

/// <summary>
/// Answers HEAD wherever GET is answered (RFC 9110, section 9.3.2). Only routing takes the one for the other: handlers, the proxy and
/// the server see HEAD, and the server sends no body.
/// </summary>
internal static class HeadRequests
{
    public static void UseRoutingWithHead(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            if (HttpMethods.IsHead(http.Request.Method))
            {
                http.Features.Set(new IsHead());
                http.Request.Method = HttpMethods.Get;
            }

            return next(http);
        });
        app.UseRouting();
        app.Use((http, next) =>
        {
            if (http.Features.Get<IsHead>() is not null)
                http.Request.Method = HttpMethods.Head;
            return next(http);
        });
    }

    private sealed class IsHead;
}
