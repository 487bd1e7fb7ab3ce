using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FilmStreaming.ServiceDefaults.Json;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Films;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>A film that was watched.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AddPlayRequest
{
    /// <summary>A film of the catalogue.</summary>
    [Required]
    public Guid? MovieId { get; init; }

    /// <summary>
    /// When it was watched, with an offset (RFC 3339); now, where it is left out. Not before the year 1900 and not in the future.
    /// Milliseconds count, what is finer does not.
    /// </summary>
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? WatchedAt { get; init; }
}

/// <summary>A film in a watch history.</summary>
/// <param name="Id">The play.</param>
/// <param name="MovieId">The film.</param>
/// <param name="WatchedAt">When it was watched, in UTC.</param>
/// <param name="Title">The film's title as the catalogue has it now; of a film that has left, its last.</param>
/// <param name="ReleaseYear">The year of first release, where known.</param>
/// <param name="Available">False once the film has left the catalogue.</param>
public sealed record PlayResponse(Guid Id, Guid MovieId, DateTimeOffset WatchedAt, string Title, int? ReleaseYear, bool Available)
{
    internal static PlayResponse Of(Document<Play> document, Film? film)
    {
        var play = document.Body;
        return film?.Title is { } title
            ? new(document.Id, play.MovieId, play.WatchedAt, title, film.ReleaseYear, film.Available)
            : new(document.Id, play.MovieId, play.WatchedAt, play.Title, play.ReleaseYear, film?.Available ?? true);
    }
}
