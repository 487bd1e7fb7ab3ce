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

    /// <summary>The line on the poster.</summary>
    public string? Tagline { get; init; }

    /// <summary>The day of first release.</summary>
    public DateOnly? ReleaseDate { get; init; }

    public int? ReleaseYear { get; init; }

    /// <summary>The running time in minutes.</summary>
    public int? RuntimeMinutes { get; init; }

    /// <summary>Where the credits begin, in milliseconds from the beginning.</summary>
    public long? CreditsStartMs { get; init; }

    public required IReadOnlyList<string> Genres { get; init; }

    public required IReadOnlyList<string> Directors { get; init; }

    public required IReadOnlyList<string> Writers { get; init; }

    /// <summary>Who plays whom, in the order of the credits.</summary>
    public required IReadOnlyList<CastMember> Cast { get; init; }

    /// <summary>The spoken languages (BCP 47).</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Where it was made (ISO 3166-1 alpha-2).</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>The age from which it is suitable, 0 to 18: as an editor said, else the strictest certificate whose age is known.</summary>
    public int? Maturity { get; init; }

    /// <summary>Age certificates by country (ISO 3166-1 alpha-2).</summary>
    public IReadOnlyDictionary<string, string>? Certificates { get; init; }

    public string? PosterUrl { get; init; }

    public string? BackdropUrl { get; init; }

    /// <summary>The film in other catalogues.</summary>
    public ExternalIds? ExternalIds { get; init; }

    /// <summary>What the audience thinks of it.</summary>
    public AudienceRating? Rating { get; init; }

    /// <summary>
    /// What those think of it who rated it here. Given where one film is asked for, once there are votes; a vote is seen within half a minute.
    /// </summary>
    public AudienceRating? ViewerRating { get; init; }

    /// <summary>What editors file it under.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    public required MovieStatus Status { get; init; }

    /// <summary>From when it may be played; left out: since always.</summary>
    public DateTimeOffset? AvailableFrom { get; init; }

    /// <summary>Until when it may be played, exclusive; left out: for ever.</summary>
    public DateTimeOffset? AvailableUntil { get; init; }

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
        Tagline = movie.Tagline,
        ReleaseDate = movie.ReleaseDate,
        ReleaseYear = movie.ReleaseYear,
        RuntimeMinutes = movie.RuntimeMinutes,
        CreditsStartMs = movie.CreditsStartMs,
        Genres = movie.Genres,
        Directors = movie.Directors,
        Writers = movie.Writers,
        Cast = movie.Cast,
        Languages = movie.Languages,
        Countries = movie.Countries,
        Maturity = movie.SuitableFrom(),
        Certificates = movie.Certificates,
        PosterUrl = movie.PosterUrl,
        BackdropUrl = movie.BackdropUrl,
        ExternalIds = movie.ExternalIds,
        Rating = movie.Rating,
        Tags = movie.Tags,
        Status = movie.Status,
        AvailableFrom = movie.AvailableFrom,
        AvailableUntil = movie.AvailableUntil,
        CreatedAt = movie.CreatedAt,
        UpdatedAt = movie.UpdatedAt,
    };
}
