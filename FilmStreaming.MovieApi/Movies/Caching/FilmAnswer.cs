using System.Reflection;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Versions;
using Microsoft.AspNetCore.Http.Metadata;

namespace FilmStreaming.MovieApi.Movies.Caching;

/// <summary>Sends a film's cached bytes, or 304 where the client has them.</summary>
internal sealed class FilmAnswer(CachedFilm film, string? ifNoneMatch) : IResult, IEndpointMetadataProvider
{
    /// <summary>
    /// Anybody may keep it, and asks whether it is still so before using it: that costs no body, and shows a change at once.
    /// </summary>
    private const string ForEverybody = "public, no-cache";

    /// <summary>Only the client itself may keep what not everybody may see.</summary>
    private const string ForThisClient = "private, no-cache";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(MovieResponse), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified, typeof(void)));
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = film.ETag;
        response.Headers.CacheControl = Audience.Viewers.Sees(film.Status) ? ForEverybody : ForThisClient;
        if (EntityTag.IsAmong(ifNoneMatch, film.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = film.Json.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.BodyWriter.WriteAsync(film.Json, httpContext.RequestAborted);
    }
}
