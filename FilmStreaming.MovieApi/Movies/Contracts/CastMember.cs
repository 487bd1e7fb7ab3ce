using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace FilmStreaming.MovieApi.Movies.Contracts;

/// <summary>Who plays whom.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CastMember
{
    /// <summary>The actor's name, 1 to 120 characters.</summary>
    [Required, StringLength(120, MinimumLength = 1), PlainText]
    public string? Actor { get; init; }

    /// <summary>Up to 200 characters.</summary>
    [StringLength(200), PlainText]
    public string? Character { get; init; }

    /// <summary>The place in the credits, 0 to 10,000, the lowest first; left out: the place in the list.</summary>
    [Range(0, 10_000)]
    public int? Order { get; init; }
}
