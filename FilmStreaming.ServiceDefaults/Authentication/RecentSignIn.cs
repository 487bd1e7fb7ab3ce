using System.Globalization;
using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace FilmStreaming.ServiceDefaults.Authentication;

/// <summary>
/// Asks for a password given a short while ago where an open session must not be enough, as on a device that was left behind. The
/// access token says when that was (<c>auth_time</c>, RFC 9068, section 2.2.1), and the refusal is that of RFC 9470.
/// </summary>
public static class RecentSignIn
{
    /// <summary>How long ago the sign-in may be.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    /// <summary>Answers 401 (<c>recent-sign-in-required</c>) where the session began longer ago than <see cref="MaxAge"/>.</summary>
    public static TBuilder RequireRecentSignIn<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(FilterAsync).AnswersProblems(ProblemTypes.RecentSignInRequired);

    private static ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        if (SignedInAt(http.User) is { } signedInAt && time.GetUtcNow() - signedInAt <= MaxAge + AccessTokenOptions.ClockSkew)
            return next(context);
        http.Response.Headers[HeaderNames.WWWAuthenticate] = string.Create(
            CultureInfo.InvariantCulture, $"Bearer error=\"insufficient_user_authentication\", max_age=\"{MaxAge.TotalSeconds}\"");
        return ValueTask.FromResult<object?>(Problem.Unauthorized(
            ProblemTypes.RecentSignInRequired, "This needs a session that was begun in the last ten minutes: sign in again."));
    }

    private static DateTimeOffset? SignedInAt(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
