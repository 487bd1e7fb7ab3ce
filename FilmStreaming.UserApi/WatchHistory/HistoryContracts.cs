using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FilmStreaming.ServiceDefaults.Json;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Films;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>A film that was watched. A play of the same film with the same beginning on the same device is the same play.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AddPlayRequest
{
    /// <summary>A film of the catalogue.</summary>
    [Required]
    public Guid? MovieId { get; init; }

    /// <summary>
    /// When it was watched, with an offset (RFC 3339); <c>startedAt</c>, where it is left out, or else now. Not before the year 1900 and
    /// not in the future. Milliseconds count, what is finer does not.
    /// </summary>
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? WatchedAt { get; init; }

    /// <summary>When it began, like <c>watchedAt</c> and not after it; counted as equal to it where it is left out.</summary>
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>What it was watched on, as the client likes to call it: 1 to 100 characters.</summary>
    [StringLength(100, MinimumLength = 1)]
    public string? Device { get; init; }
}

/// <summary>A film in a watch history.</summary>
/// <param name="Id">The play.</param>
/// <param name="MovieId">The film.</param>
/// <param name="WatchedAt">When it was watched, in UTC.</param>
/// <param name="StartedAt">When it began, in UTC, where that was told.</param>
/// <param name="Device">What it was watched on, where that was told.</param>
/// <param name="Title">The film's title as the catalogue has it now; of a film that has left, its last.</param>
/// <param name="ReleaseYear">The year of first release, where known.</param>
/// <param name="PosterUrl">An absolute https URL, where there is one.</param>
/// <param name="Available">False once the film has left the catalogue, and while it is not published.</param>
public sealed record PlayResponse(
    Guid Id,
    Guid MovieId,
    DateTimeOffset WatchedAt,
    DateTimeOffset? StartedAt,
    string? Device,
    string Title,
    int? ReleaseYear,
    string? PosterUrl,
    bool Available)
{
    internal static PlayResponse Of(Document<Play> document, Film? film)
    {
        var play = document.Body;
        var isKnown = film?.Title is not null;
        return new(
            document.Id,
            play.MovieId,
            play.WatchedAt,
            play.StartedAt,
            play.Device,
            isKnown ? film!.Title! : play.Title,
            isKnown ? film!.ReleaseYear : play.ReleaseYear,
            film?.PosterUrl,
            film?.Available ?? true);
    }
}
