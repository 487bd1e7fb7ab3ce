using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Movies.Contracts;

/// <summary>A film of the catalogue.</summary>
public sealed record MovieResponse
{
    public required Guid Id { get; init; }

    /// <summary>Grows by one with each change; the ETag is this number in quotes.</summary>
    public required long Version { get; init; }

    /// <summary>The title as shown.</summary>
    public required string Title { get; init; }

    /// <summary>The title in the original language.</summary>
    public string? OriginalTitle { get; init; }

    public string? Description { get; init; }

    /// <summary>The day of first release.</summary>
    public DateOnly? ReleaseDate { get; init; }

    public int? ReleaseYear { get; init; }

    /// <summary>The running time in minutes.</summary>
    public int? RuntimeMinutes { get; init; }

    public required IReadOnlyList<string> Genres { get; init; }

    public required IReadOnlyList<string> Directors { get; init; }

    /// <summary>Age certificates by country (ISO 3166-1 alpha-2).</summary>
    public IReadOnlyDictionary<string, string>? Certificates { get; init; }

    /// <summary>The film in other catalogues.</summary>
    public ExternalIds? ExternalIds { get; init; }

    /// <summary>What the audience thinks of it.</summary>
    public AudienceRating? Rating { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    internal static MovieResponse Of(Document<Movie> document) => Of(document.Id, document.Version, document.Body);

    internal static MovieResponse Of(Guid id, long version, Movie movie) => new()
    {
        Id = id,
        Version = version,
        Title = movie.Title,
        OriginalTitle = movie.OriginalTitle,
        Description = movie.Description,
        ReleaseDate = movie.ReleaseDate,
        ReleaseYear = movie.ReleaseYear,
        RuntimeMinutes = movie.RuntimeMinutes,
        Genres = movie.Genres,
        Directors = movie.Directors,
        Certificates = movie.Certificates,
        ExternalIds = movie.ExternalIds,
        Rating = movie.Rating,
        CreatedAt = movie.CreatedAt,
        UpdatedAt = movie.UpdatedAt,
    };
}
