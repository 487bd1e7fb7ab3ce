using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using FilmStreaming.ServiceDefaults.Json;

namespace FilmStreaming.MovieApi.Movies.Contracts;

/// <summary>The content of a film. Members that are not listed here are refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed partial record MovieRequest : IValidatableObject
{
    private const int FirstYear = 1870;
    private const int LastYear = 2200;

    /// <summary>The title as shown, 1 to 300 characters. With the release year it names one film.</summary>
    [Required, StringLength(300, MinimumLength = 1), PlainText]
    public string? Title { get; init; }

    /// <summary>The title in the original language, up to 300 characters.</summary>
    [StringLength(300), PlainText]
    public string? OriginalTitle { get; init; }

    /// <summary>Up to 4,000 characters.</summary>
    [StringLength(4000), PlainText]
    public string? Description { get; init; }

    /// <summary>The line on the poster, up to 300 characters.</summary>
    [StringLength(300), PlainText]
    public string? Tagline { get; init; }

    /// <summary>The day of first release, from 1870-01-01 to 2200-12-31. Gives the release year.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>1870 to 2200; that of the release date where both are given.</summary>
    [Range(FirstYear, LastYear)]
    public int? ReleaseYear { get; init; }

    /// <summary>The running time in minutes, 1 to 1,500.</summary>
    [Range(1, 1500)]
    public int? RuntimeMinutes { get; init; }

    /// <summary>Where the credits begin, in milliseconds from the beginning, 1 to 86,400,000: who has got there has watched the film.</summary>
    [Range(1, 86_400_000)]
    public long? CreditsStartMs { get; init; }

    /// <summary>At most 20, each of 1 to 50 characters.</summary>
    [MaxLength(20), EachText(50)]
    public IReadOnlyList<string>? Genres { get; init; }

    /// <summary>At most 20 names, each of 1 to 120 characters.</summary>
    [MaxLength(20), EachText(120)]
    public IReadOnlyList<string>? Directors { get; init; }

    /// <summary>At most 20 names, each of 1 to 120 characters.</summary>
    [MaxLength(20), EachText(120)]
    public IReadOnlyList<string>? Writers { get; init; }

    /// <summary>At most 100, kept in their order.</summary>
    [MaxLength(100)]
    public IReadOnlyList<CastMember>? Cast { get; init; }

    /// <summary>The spoken languages, as BCP 47 tags such as <c>de</c> or <c>pt-BR</c>: at most 20.</summary>
    [MaxLength(20), EachCode("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}", "a language tag of BCP 47, such as de or pt-BR")]
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>Where it was made (ISO 3166-1 alpha-2, capitals): at most 20.</summary>
    [MaxLength(20), EachCode("[A-Z]{2}", "a country code of two capital letters")]
    public IReadOnlyList<string>? Countries { get; init; }

    /// <summary>
    /// The age from which it is suitable, 0 to 18. Left out: the strictest of those certificates whose age is known.
    /// </summary>
    [Range(0, 18)]
    public int? Maturity { get; init; }

    /// <summary>Age certificates by country (ISO 3166-1 alpha-2, capitals): at most 50, each of 1 to 20 characters.</summary>
    public IReadOnlyDictionary<string, string>? Certificates { get; init; }

    /// <summary>An absolute https URL of up to 2,000 characters.</summary>
    [StringLength(2000), HttpsUrl]
    public string? PosterUrl { get; init; }

    /// <summary>An absolute https URL of up to 2,000 characters.</summary>
    [StringLength(2000), HttpsUrl]
    public string? BackdropUrl { get; init; }

    /// <summary>The film in other catalogues. No two films share one.</summary>
    public ExternalIds? ExternalIds { get; init; }

    /// <summary>What the audience thinks of it.</summary>
    public AudienceRating? Rating { get; init; }

    /// <summary>What editors file it under: at most 50, each of 1 to 50 characters.</summary>
    [MaxLength(50), EachText(50)]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Left out: a new film is published, and another keeps the status it has.</summary>
    public MovieStatus? Status { get; init; }

    /// <summary>From when it may be played; left out: since always.</summary>
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? AvailableFrom { get; init; }

    /// <summary>Until when it may be played, exclusive and later than <c>availableFrom</c>; left out: for ever.</summary>
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? AvailableUntil { get; init; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ReleaseDate?.Year is < FirstYear or > LastYear)
            yield return new($"The year must be between {FirstYear} and {LastYear}.", [nameof(ReleaseDate)]);
        if (ReleaseDate is { } date && ReleaseYear is { } year && date.Year != year)
        {
            var error = string.Create(CultureInfo.InvariantCulture, $"{year} is not the year of the release date {date:O}.");
            yield return new(error, [nameof(ReleaseYear)]);
        }

        if (AvailableUntil <= AvailableFrom)
            yield return new("It must be later than availableFrom.", [nameof(AvailableUntil)]);
        if (Cast?.Any(member => member is null) == true)
            yield return new("An item is null.", [nameof(Cast)]);
        if (Certificates?.Count > 50)
            yield return new("There are more than 50.", [nameof(Certificates)]);
        foreach (var (country, certificate) in Certificates ?? new Dictionary<string, string>())
        {
            if (!Country().IsMatch(country))
                yield return new("A key is not a country code of two capital letters.", [nameof(Certificates)]);
            else if (!EachTextAttribute.IsText(certificate, 20))
                yield return new($"That of {country} is not a text of 1 to 20 characters.", [nameof(Certificates)]);
        }
    }

    [GeneratedRegex(@"\A[A-Z]{2}\z")]
    private static partial Regex Country();
}
