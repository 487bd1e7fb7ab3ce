using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>
/// Gives a request one time for all that it asks of the catalogue together, <see cref="DiscoveryOptions.QueryTimeout"/>: what takes
/// longer is answered with 503 and <c>Retry-After</c>.
/// </summary>
internal static class QueryDeadline
{
    /// <summary>Handlers get the deadline as their cancellation token.</summary>
    public static TBuilder WithinQueryTimeout<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        deadline.CancelAfter(http.RequestServices.GetRequiredService<IOptions<DiscoveryOptions>>().Value.QueryTimeout);
        for (var i = 0; i < context.Arguments.Count; i++)
        {
            if (context.Arguments[i] is CancellationToken)
                context.Arguments[i] = deadline.Token;
        }

        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            throw new QueryTimeoutException();
        }
    });
}

/// <summary>Too much was asked of the catalogue, or it has too much to do.</summary>
internal sealed class QueryTimeoutException() : Exception("A query took longer than Discovery:QueryTimeout.");

/// <summary>Recognises that a query took too long.</summary>
internal sealed class QueryTimeoutFailure : IDependencyFailure
{
    public string? DependencyOf(Exception exception) => exception is QueryTimeoutException ? ResourceNames.MovieDb : null;
}
