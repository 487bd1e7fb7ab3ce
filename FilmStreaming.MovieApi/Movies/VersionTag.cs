using System.Globalization;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>The version of a film as a strong entity tag (RFC 9110, section 8.8.3), for example <c>"3"</c>.</summary>
internal static class VersionTag
{
    public const string IfMatch = "The ETag of the film that the change starts from (RFC 9110, section 13.1.1).";
    public const string IfNoneMatch = "ETags that the client has: the answer is 304 where the film has one (RFC 9110, section 13.1.2).";

    public static void SetVersionTag(this HttpContext http, long version) => http.Response.Headers.ETag = Of(version);

    /// <returns>Whether the client has the version of this tag.</returns>
    public static bool IsAmong(string? ifNoneMatch, string tag) =>
        ifNoneMatch is not null && (ifNoneMatch == tag || Contains(ifNoneMatch, tag, useStrongComparison: false));

    /// <returns>Why a write is refused: 428 without <c>If-Match</c>, 412 when it names other versions; else null.</returns>
    public static ProblemHttpResult? Check(string? ifMatch, long version)
    {
        if (string.IsNullOrWhiteSpace(ifMatch))
            return Problem.PreconditionRequired(ProblemTypes.VersionRequired, "Give the film's ETag in If-Match.");
        return Contains(ifMatch, Of(version), useStrongComparison: true) ? null : Mismatch();
    }

    public static ProblemHttpResult Mismatch() =>
        Problem.PreconditionFailed(ProblemTypes.VersionMismatch, "The film has changed since the version that If-Match names.");

    private static bool Contains(StringValues header, string tag, bool useStrongComparison)
    {
        if (!EntityTagHeaderValue.TryParseList(header, out var tags))
            return false;
        var current = new EntityTagHeaderValue(tag);
        return tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(current, useStrongComparison));
    }

    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
