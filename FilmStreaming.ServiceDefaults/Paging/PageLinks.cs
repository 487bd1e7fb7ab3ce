using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace FilmStreaming.ServiceDefaults.Paging;

/// <summary>Names the pages around one in the <c>Link</c> header (RFC 8288).</summary>
public static class PageLinks
{
    private const string Parameter = "cursor";

    /// <summary>Adds <c>next</c> where there is a next page, and <c>first</c> on every page but the first.</summary>
    /// <param name="http">The request for this page.</param>
    /// <param name="nextCursor">Null on the last page.</param>
    public static void SetLinks(this HttpContext http, string? nextCursor)
    {
        List<string> links = [];
        if (nextCursor is not null)
            links.Add($"<{With(http, nextCursor)}>; rel=\"next\"");
        if (http.Request.Query.ContainsKey(Parameter))
            links.Add($"<{With(http, null)}>; rel=\"first\"");
        if (links.Count > 0)
            http.Response.Headers.Link = string.Join(", ", links);
    }

    private static string With(HttpContext http, string? cursor) => QueryHelpers.AddQueryString(
        http.Request.Path,
        http.Request.Query
            .Where(pair => !string.Equals(pair.Key, Parameter, StringComparison.OrdinalIgnoreCase))
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value))
            .Concat(cursor is null ? [] : [KeyValuePair.Create<string, string?>(Parameter, cursor)]));
}
