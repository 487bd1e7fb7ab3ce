using System.Text.Json;
using System.Text.Json.Serialization;

namespace FilmStreaming.MovieApi.Movies.Contracts;

/// <summary>Where a film is in its life.</summary>
[JsonConverter(typeof(MovieStatusConverter))]
public enum MovieStatus
{
    /// <summary>Everybody sees it.</summary>
    Published,

    /// <summary>Only editors see it: it is still being prepared.</summary>
    Draft,

    /// <summary>Only editors see it: it was taken down, and may come back.</summary>
    Archived,
}

/// <summary>Reads the names only; without it, numbers would be read too.</summary>
internal sealed class MovieStatusConverter() : JsonStringEnumConverter<MovieStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
