using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>A film of the catalogue, as it is stored.</summary>
internal sealed record Movie
{
    public required string Title { get; init; }
    public string? OriginalTitle { get; init; }
    public string? Description { get; init; }
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>Always that of <see cref="ReleaseDate"/> where there is one.</summary>
    public int? ReleaseYear { get; init; }

    public int? RuntimeMinutes { get; init; }
    public IReadOnlyList<string> Genres { get; init; } = [];
    public IReadOnlyList<string> Directors { get; init; } = [];

    /// <summary>By country, in the order of their codes; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Certificates { get; init; }

    public ExternalIds? ExternalIds { get; init; }
    public AudienceRating? Rating { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Set when the film has left the catalogue.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>What the film is found by. A deleted film has none, so that its title and ids are free again.</summary>
    public MovieKeys? Keys { get; init; }

    /// <summary>A new film.</summary>
    /// <param name="content">Valid.</param>
    /// <param name="now">In whole milliseconds.</param>
    public static Movie Create(MovieRequest content, DateTimeOffset now) => From(content, createdAt: now, updatedAt: now);

    /// <summary>The same film with all of its content replaced.</summary>
    /// <param name="content">Valid.</param>
    /// <param name="now">In whole milliseconds.</param>
    public Movie Replace(MovieRequest content, DateTimeOffset now) => From(content, CreatedAt, updatedAt: now);

    public Movie Delete(DateTimeOffset now) => this with { UpdatedAt = now, DeletedAt = now, Keys = null };

    private static Movie From(MovieRequest content, DateTimeOffset createdAt, DateTimeOffset updatedAt)
    {
        var movie = new Movie
        {
            Title = content.Title!.Trim(),
            OriginalTitle = TextOrNull(content.OriginalTitle),
            Description = TextOrNull(content.Description),
            ReleaseDate = content.ReleaseDate,
            ReleaseYear = content.ReleaseDate?.Year ?? content.ReleaseYear,
            RuntimeMinutes = content.RuntimeMinutes,
            Genres = Distinct(content.Genres),
            Directors = Distinct(content.Directors),
            Certificates = content.Certificates is { Count: > 0 } certificates
                ? new SortedDictionary<string, string>(certificates.ToDictionary(), StringComparer.Ordinal)
                : null,
            ExternalIds = content.ExternalIds is { IsEmpty: false } ids ? ids : null,
            Rating = content.Rating,
            CreatedAt = createdAt,
            UpdatedAt = updatedAt,
        };
        return movie with { Keys = MovieKeys.Of(movie) };
    }

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string[] Distinct(IReadOnlyList<string>? items) =>
        items is null ? [] : [.. items.Select(item => item.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];
}
