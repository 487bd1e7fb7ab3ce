using System.Collections.Frozen;
using System.Net;
using System.Reflection;
using System.Text;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>
/// Refuses parameters that a list does not have, because a filter that is misspelt would let everything through, and those that are
/// no UTF-8, which ASP.NET Core leaves as they are.
/// </summary>
internal static class StrictParameters
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <typeparam name="TRequest">Has a property for each parameter.</typeparam>
    public static RouteHandlerBuilder TakeOnlyParametersOf<TRequest>(this RouteHandlerBuilder route)
    {
        var known = typeof(TRequest).GetProperties()
            .Select(property => property.GetCustomAttribute<FromQueryAttribute>()?.Name)
            .OfType<string>()
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        return route.AddEndpointFilter(async (context, next) =>
            Check(context.HttpContext.Request.QueryString, known) is { } problem ? problem : await next(context));
    }

    private static ProblemHttpResult? Check(QueryString query, FrozenSet<string> known)
    {
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            var name = pair.DecodeName().ToString();
            if (!known.Contains(name))
                return Problem.Invalid(name, $"There is no such parameter. There are {string.Join(", ", known.Order())}.");
            if (!IsUtf8(pair.EncodedValue.Span))
                return Problem.Invalid(name, "It is not UTF-8.");
        }

        return null;
    }

    private static bool IsUtf8(ReadOnlySpan<char> encoded)
    {
        if (!encoded.Contains('%'))
            return true;
        try
        {
            var bytes = Encoding.UTF8.GetBytes(encoded.ToString());
            Utf8.GetCharCount(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length)!);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
