using Microsoft.AspNetCore.Builder;

namespace FilmStreaming.ServiceDefaults.RateLimits;

/// <summary>Names of the classes of routes that have a rate limit of their own; the limits are options.</summary>
public static class RateLimitClass
{
    public const string Default = "default";

    /// <summary>Routes that try a password or make an account.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Routes that take a refresh token: the devices behind one address come here every few minutes.</summary>
    public const string Refresh = "refresh";

    /// <summary>Routes that take pictures, which are held in memory whole.</summary>
    public const string Image = "image";

    /// <summary>Routes that take whole catalogues.</summary>
    public const string Import = "import";

    /// <summary>Reports of players: every ten seconds from each, and they must not use up what the viewer browses with.</summary>
    public const string Playback = "playback";

    /// <summary>Everything that passes the gateway.</summary>
    public const string Edge = "edge";

    /// <summary>Puts the routes into a class.</summary>
    public static TBuilder WithRateLimit<TBuilder>(this TBuilder builder, string rateLimitClass)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RateLimitMetadata(rateLimitClass));
}

/// <param name="Class">The class that the endpoint belongs to.</param>
public sealed record RateLimitMetadata(string Class);
