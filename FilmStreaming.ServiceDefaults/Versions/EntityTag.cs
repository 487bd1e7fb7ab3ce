using System.Globalization;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace FilmStreaming.ServiceDefaults.Versions;

/// <summary>The version of a document as a strong entity tag (RFC 9110, section 8.8.3), for example <c>"3"</c>.</summary>
public static class EntityTag
{
    public const string IfMatch = "The ETag that the change starts from (RFC 9110, section 13.1.1).";
    public const string IfNoneMatch = "ETags that the client has: the answer is 304 where one is still true (RFC 9110, section 13.1.2).";

    public static void SetETag(this HttpResponse response, long version) => response.Headers.ETag = Of(version);

    /// <param name="version">Of the document.</param>
    /// <param name="besides">What the representation says besides; who changes the document need not have seen it.</param>
    public static string Of(long version, string? besides = null) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{version}{(besides is null ? "" : $"-{besides}")}\"");

    /// <returns>Whether the client has what this tag stands for.</returns>
    public static bool IsAmong(string? ifNoneMatch, string tag) =>
        ifNoneMatch is not null && (ifNoneMatch == tag || Contains(ifNoneMatch, tag));

    /// <returns>Why a write is refused: 428 without <c>If-Match</c>, 412 when it names other versions; else null.</returns>
    public static ProblemHttpResult? Check(string? ifMatch, long version)
    {
        if (string.IsNullOrWhiteSpace(ifMatch))
            return Problem.PreconditionRequired(ProblemTypes.VersionRequired, "Give the ETag in If-Match.");
        var tag = Of(version);
        return EntityTagHeaderValue.TryParseList([ifMatch], out var tags)
            && tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || (!known.IsWeak && VersionIn(known) == tag))
                ? null
                : Mismatch();
    }

    public static ProblemHttpResult Mismatch() =>
        Problem.PreconditionFailed(ProblemTypes.VersionMismatch, "It has changed since the version that If-Match names.");

    private static string VersionIn(EntityTagHeaderValue tag) =>
        tag.Tag.IndexOf('-') is > 0 and var end ? $"{tag.Tag.Subsegment(0, end)}\"" : tag.Tag.ToString();

    private static bool Contains(string header, string tag)
    {
        if (!EntityTagHeaderValue.TryParseList([header], out var tags))
            return false;
        var current = new EntityTagHeaderValue(tag);
        return tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(current, useStrongComparison: false));
    }
}
