using Microsoft.AspNetCore.Http;

namespace FilmStreaming.ServiceDefaults.Paging;

/// <summary>One page of a list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="NextCursor">Give it as <c>cursor</c> to get the next page; absent on the last.</param>
/// <param name="Total">How many there are on all pages, where the list counts them.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, long? Total = null)
{
    /// <summary>Adds the <c>Link</c> header (RFC 8288) that names the pages around.</summary>
    public Page<T> WithLink(HttpContext http)
    {
        http.SetLinks(NextCursor);
        return this;
    }
}
