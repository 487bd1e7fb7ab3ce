using System.Text.Json;
using System.Text.Json.Serialization;

namespace FilmStreaming.MovieApi.Import.Vega;

/// <summary>The columns of the vega-datasets' <c>movies.json</c> that a film takes; the others are about money and are left out.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record VegaMovieRow
{
    /// <summary>Text, a number (<c>1776</c>), or null.</summary>
    [JsonPropertyName("Title")]
    public JsonElement Title { get; init; }

    /// <summary>For example <c>Jun 12 1998</c>.</summary>
    [JsonPropertyName("Release Date")]
    public string? ReleaseDate { get; init; }

    [JsonPropertyName("MPAA Rating")]
    public string? MpaaRating { get; init; }

    [JsonPropertyName("Running Time min")]
    public int? RunningTimeMinutes { get; init; }

    [JsonPropertyName("Major Genre")]
    public string? MajorGenre { get; init; }

    [JsonPropertyName("Director")]
    public string? Director { get; init; }

    [JsonPropertyName("IMDB Rating")]
    public double? ImdbRating { get; init; }

    [JsonPropertyName("IMDB Votes")]
    public int? ImdbVotes { get; init; }
}
