namespace FilmStreaming.UserApi.Sessions;

/// <summary>
/// The refresh token of a browser: where scripts cannot read it, and sent to the routes under <c>/v1/auth</c> only. A browser adds
/// cookies to requests that other sites cause, so these have to show that they come from the product's own pages: the cookie is
/// <c>SameSite=Strict</c>, and a header is asked for that other sites cannot set without a CORS preflight, which no route here
/// allows (OWASP Cross-Site Request Forgery Prevention Cheat Sheet, "custom request headers" and "Fetch Metadata headers").
/// </summary>
internal static class RefreshCookie
{
    public const string Name = "__Secure-refresh-token";

    /// <summary>Required beside the cookie, with any value.</summary>
    public const string RequiredHeader = "X-Requested-With";

    public const string NotOwnPage =
        $"A request for or with the cookie needs the header {RequiredHeader}, and comes from a page of the same origin.";

    private const string Path = "/v1/auth";

    /// <summary>Whether the request may set or use the cookie.</summary>
    public static bool IsOwnPage(HttpRequest request) =>
        !string.IsNullOrEmpty(request.Headers[RequiredHeader]) && request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"];

    public static string? Read(HttpRequest request) => request.Cookies[Name];

    public static void Write(HttpResponse response, RefreshToken token, DateTimeOffset expires)
    {
        var options = Options();
        options.Expires = expires;
        response.Cookies.Append(Name, token.Value, options);
    }

    public static void Clear(HttpResponse response) => response.Cookies.Delete(Name, Options());

    private static CookieOptions Options() =>
        new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = Path, IsEssential = true };
}
