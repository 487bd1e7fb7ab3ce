using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FilmStreaming.UserApi.Films;

namespace FilmStreaming.UserApi.Lists;

/// <summary>What you think of a film.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RatingRequest
{
    /// <summary>1 to 10, the best.</summary>
    [Required]
    [Range(1, 10)]
    public int? Value { get; init; }
}

/// <summary>Which films of a list come first.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ListOrderRequest
{
    /// <summary>Films of the list, each once, in the order in which they are to be: 1 to 500. The others follow in the order they have.</summary>
    [Required]
    [Length(1, 500)]
    public IReadOnlyList<Guid>? MovieIds { get; init; }
}

/// <summary>A film in one of your lists.</summary>
/// <param name="MovieId">The film.</param>
/// <param name="AddedAt">When it was added, or last rated, in UTC.</param>
/// <param name="Value">Your rating, 1 to 10; in the list of ratings only.</param>
/// <param name="Title">The film's title as the catalogue has it now; of a film that has left, its last.</param>
/// <param name="ReleaseYear">The year of first release, where known.</param>
/// <param name="PosterUrl">An absolute https URL, where there is one.</param>
/// <param name="Available">False once the film has left the catalogue, and while it is not published.</param>
public sealed record ListedFilmResponse(
    Guid MovieId, DateTimeOffset AddedAt, int? Value, string Title, int? ReleaseYear, string? PosterUrl, bool Available)
{
    // The film was in the projection when it was added, and films never leave it.
    internal static ListedFilmResponse Of(ListEntry entry, Film? film) => new(
        entry.MovieId, entry.FirstAddedAt ?? entry.AddedAt, entry.Rating, film?.Title ?? "", film?.ReleaseYear, film?.PosterUrl, film?.Available ?? false);
}
