namespace FilmStreaming.UserApi.Auth;

/// <summary>Keeps answers with tokens, and those that tell of accounts, out of every cache (RFC 6749, section 5.1).</summary>
internal static class NoStore
{
    public static ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
