using System.Collections.Frozen;
using System.Reflection;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>Refuses parameters that a list does not have, because a filter that is misspelt would let everything through.</summary>
internal static class StrictParameters
{
    /// <typeparam name="TRequest">Has a property for each parameter.</typeparam>
    public static RouteHandlerBuilder TakeOnlyParametersOf<TRequest>(this RouteHandlerBuilder route) => route.TakeOnlyParameters(
    [
        .. typeof(TRequest).GetProperties().Select(property => property.GetCustomAttribute<FromQueryAttribute>()?.Name).OfType<string>(),
    ]);

    public static RouteHandlerBuilder TakeOnlyParameters(this RouteHandlerBuilder route, params string[] names)
    {
        var known = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        return route.AddEndpointFilter(async (context, next) =>
            Check(context.HttpContext.Request.QueryString, known) is { } problem ? problem : await next(context));
    }

    private static ProblemHttpResult? Check(QueryString query, FrozenSet<string> known)
    {
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            var name = pair.DecodeName().ToString();
            if (!known.Contains(name))
            {
                return Problem.Invalid(name, known.Count == 0
                    ? "There are no parameters."
                    : $"There is no such parameter. There are {string.Join(", ", known.Order())}.");
            }
        }

        return null;
    }
}
