using System.Text.Json;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>A film of the catalogue, as it is stored.</summary>
internal sealed record Movie
{
    public required string Title { get; init; }
    public string? OriginalTitle { get; init; }
    public string? Description { get; init; }
    public string? Tagline { get; init; }
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>Always that of <see cref="ReleaseDate"/> where there is one.</summary>
    public int? ReleaseYear { get; init; }

    public int? RuntimeMinutes { get; init; }

    /// <summary>Milliseconds from the beginning.</summary>
    public long? CreditsStartMs { get; init; }

    // A document of an older version lacks some of the lists, and is read as if they were empty.
    public IReadOnlyList<string> Genres { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Directors { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Writers { get; init => field = value ?? []; } = [];

    /// <summary>In their order, each with its place.</summary>
    public IReadOnlyList<CastMember> Cast { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Languages { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Countries { get; init => field = value ?? []; } = [];

    /// <summary>As an editor gave it; <see cref="SuitableFrom"/> is what counts.</summary>
    public int? Maturity { get; init; }

    /// <summary>By country, in the order of their codes; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Certificates { get; init; }

    public string? PosterUrl { get; init; }
    public string? BackdropUrl { get; init; }
    public ExternalIds? ExternalIds { get; init; }
    public AudienceRating? Rating { get; init; }
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];
    public MovieStatus Status { get; init; }
    public DateTimeOffset? AvailableFrom { get; init; }
    public DateTimeOffset? AvailableUntil { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Set when the film has left the catalogue.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>What the film is found by. A deleted film has none, so that its title and ids are free again.</summary>
    public MovieKeys? Keys { get; init; }

    /// <summary>A new film.</summary>
    /// <param name="content">Valid.</param>
    /// <param name="now">In whole milliseconds.</param>
    public static Movie Create(MovieRequest content, DateTimeOffset now) =>
        From(content, createdAt: now, updatedAt: now, content.Status ?? MovieStatus.Published);

    /// <summary>The same film with all of its content replaced.</summary>
    /// <param name="content">Valid.</param>
    /// <param name="now">In whole milliseconds.</param>
    public Movie Replace(MovieRequest content, DateTimeOffset now) => From(content, CreatedAt, updatedAt: now, content.Status ?? Status);

    public Movie Delete(DateTimeOffset now) => this with { UpdatedAt = now, DeletedAt = now, Keys = null };

    /// <summary>A deleted film, back in the catalogue as it was.</summary>
    public Movie Restore(DateTimeOffset now) => this with { UpdatedAt = now, DeletedAt = null, Keys = MovieKeys.Of(this) };

    /// <summary>Whether two states of a film have the same content, whenever they were written.</summary>
    public bool HasContentOf(Movie other) => Content(this).AsSpan().SequenceEqual(Content(other));

    /// <summary>The age from which it is suitable, where known.</summary>
    public int? SuitableFrom() => Maturity ?? AgeCertificates.MaturityOf(Certificates);

    /// <summary>All who made it, directors first, then writers and the cast, each once.</summary>
    public IEnumerable<string> People() =>
        Directors.Concat(Writers).Concat(Cast.Select(member => member.Actor!)).Distinct(StringComparer.OrdinalIgnoreCase);

    private static Movie From(MovieRequest content, DateTimeOffset createdAt, DateTimeOffset updatedAt, MovieStatus status)
    {
        var movie = new Movie
        {
            Title = content.Title!.Trim(),
            OriginalTitle = TextOrNull(content.OriginalTitle),
            Description = TextOrNull(content.Description),
            Tagline = TextOrNull(content.Tagline),
            ReleaseDate = content.ReleaseDate,
            ReleaseYear = content.ReleaseDate?.Year ?? content.ReleaseYear,
            RuntimeMinutes = content.RuntimeMinutes,
            CreditsStartMs = content.CreditsStartMs,
            Genres = Distinct(content.Genres),
            Directors = Distinct(content.Directors),
            Writers = Distinct(content.Writers),
            Cast = InOrder(content.Cast),
            Languages = Distinct(content.Languages),
            Countries = Distinct(content.Countries),
            Maturity = content.Maturity,
            Certificates = content.Certificates is { Count: > 0 } certificates
                ? new SortedDictionary<string, string>(certificates.ToDictionary(), StringComparer.Ordinal)
                : null,
            PosterUrl = content.PosterUrl,
            BackdropUrl = content.BackdropUrl,
            ExternalIds = content.ExternalIds is { IsEmpty: false } ids ? ids : null,
            Rating = content.Rating,
            Tags = Distinct(content.Tags),
            Status = status,
            AvailableFrom = content.AvailableFrom?.ToStored(),
            AvailableUntil = content.AvailableUntil?.ToStored(),
            CreatedAt = createdAt,
            UpdatedAt = updatedAt,
        };
        return movie with { Keys = MovieKeys.Of(movie) };
    }

    private static byte[] Content(Movie movie) => JsonSerializer.SerializeToUtf8Bytes(
        movie with { CreatedAt = default, UpdatedAt = default, Keys = movie.Keys is { } keys ? keys.WithPopularity(0) : null },
        MovieJsonContext.Default.Movie);

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string[] Distinct(IReadOnlyList<string>? items) =>
        items is null ? [] : [.. items.Select(item => item.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static CastMember[] InOrder(IReadOnlyList<CastMember>? cast) => cast is null ? [] :
    [
        .. cast.Select((member, i) => member with
        {
            Actor = member.Actor!.Trim(),
            Character = TextOrNull(member.Character),
            Order = member.Order ?? i,
        }).OrderBy(member => member.Order),
    ];
}
