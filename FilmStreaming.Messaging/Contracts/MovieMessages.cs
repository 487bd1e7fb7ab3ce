using System.Text.Json.Serialization;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;

namespace FilmStreaming.Messaging.Contracts;

/// <summary>What other services may know of a film.</summary>
/// <param name="MovieId">The film.</param>
/// <param name="Version">Grows by one with each change of the film; the newest version is the truth.</param>
/// <param name="Title">The title as shown.</param>
/// <param name="ReleaseYear">The year of first release, where known.</param>
/// <param name="RuntimeMinutes">The running time, where known.</param>
public sealed record MovieSnapshot(Guid MovieId, long Version, string Title, int? ReleaseYear, int? RuntimeMinutes);

/// <summary>A film left the catalogue.</summary>
/// <param name="MovieId">The film.</param>
/// <param name="Version">The version that the deletion made.</param>
public sealed record MovieRemoval(Guid MovieId, long Version);

/// <summary>Does this film exist?</summary>
public sealed record MovieLookup(Guid MovieId);

/// <param name="Movie">The film, or null when the catalogue has no such film.</param>
public sealed record MovieLookupReply(MovieSnapshot? Movie);

/// <summary>The events that the Movie API publishes.</summary>
public static class MovieEvents
{
    private const string Source = "/movieapi";

    public static readonly EventContract<MovieSnapshot> Created =
        new("film.movie.created.v1", Source, MessageJsonContext.Default.MovieSnapshot);

    public static readonly EventContract<MovieSnapshot> Updated =
        new("film.movie.updated.v1", Source, MessageJsonContext.Default.MovieSnapshot);

    public static readonly EventContract<MovieRemoval> Deleted =
        new("film.movie.deleted.v1", Source, MessageJsonContext.Default.MovieRemoval);
}

/// <summary>The requests that the Movie API answers.</summary>
public static class MovieRequests
{
    public static readonly RequestContract<MovieLookup, MovieLookupReply> Lookup = new(
        "movie.lookup", MessageJsonContext.Default.MovieLookup, MessageJsonContext.Default.MovieLookupReply, TimeSpan.FromSeconds(2));
}

/// <summary>The JSON form of every body between services: camelCase, unset members left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MovieSnapshot))]
[JsonSerializable(typeof(MovieRemoval))]
[JsonSerializable(typeof(MovieLookup))]
[JsonSerializable(typeof(MovieLookupReply))]
internal sealed partial class MessageJsonContext : JsonSerializerContext;
