using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Json;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Export;

/// <summary>A film with everything that makes it that film: a row of an export, and of what restores it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ExportedMovie
{
    [Required]
    public Guid? Id { get; init; }

    /// <summary>1 or more.</summary>
    [Required, Range(1, long.MaxValue)]
    public long? Version { get; init; }

    [Required, JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    [Required, JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it left the catalogue; only films that have left it have this.</summary>
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Its content.</summary>
    [Required]
    public MovieRequest? Film { get; init; }

    internal static ExportedMovie Of(Document<Movie> document) => new()
    {
        Id = document.Id,
        Version = document.Version,
        CreatedAt = document.Body.CreatedAt,
        UpdatedAt = document.Body.UpdatedAt,
        DeletedAt = document.Body.DeletedAt,
        Film = FilmMerge.ContentOf(document.Body),
    };

    /// <summary>The film as it was stored. Everything must be there and keep its rule.</summary>
    internal Document<Movie> ToDocument()
    {
        var movie = Movie.Create(Film!, CreatedAt!.Value.ToStored()) with { UpdatedAt = UpdatedAt!.Value.ToStored() };
        return new()
        {
            Id = Id!.Value,
            Version = Version!.Value,
            Body = DeletedAt is { } deleted ? movie with { DeletedAt = deleted.ToStored(), Keys = null } : movie,
        };
    }
}
