using System.Net;
using System.Text;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace FilmStreaming.ServiceDefaults.Security;

/// <summary>
/// Refuses paths and query parameters that are no text: octets that are no UTF-8 (RFC 3629), which ASP.NET Core leaves encoded, and
/// control characters. Where they are not encoded, or NUL in a path, Kestrel refuses them.
/// </summary>
internal static class RequestTargets
{
    private const string Error = "It has control characters or is not UTF-8.";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void UseTextualTargets(this WebApplication app) => app.Use((http, next) =>
        Check(http.Features.GetRequiredFeature<IHttpRequestFeature>()) is { } problem ? problem.ExecuteAsync(http) : next(http));

    private static ProblemHttpResult? Check(IHttpRequestFeature request)
    {
        if (!request.RawTarget.Contains('%'))
            return null;
        if (!IsText(request.RawTarget.Split('?', 2)[0]))
            return Problem.Invalid("path", Error);
        foreach (var pair in new QueryStringEnumerable(request.QueryString))
        {
            if (!IsText(pair.EncodedName.ToString()))
                return Problem.Invalid("query", Error);
            if (!IsText(pair.EncodedValue.ToString()))
                return Problem.Invalid(pair.DecodeName().ToString(), Error);
        }

        return null;
    }

    private static bool IsText(string encoded)
    {
        try
        {
            var bytes = Encoding.ASCII.GetBytes(encoded);
            return !Utf8.GetString(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length)!).Any(char.IsControl);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
