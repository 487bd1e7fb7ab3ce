using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace FilmStreaming.MovieApi.Movies.Contracts;

/// <summary>A film in other catalogues.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ExternalIds
{
    internal const string ImdbForm = "tt[0-9]{7,10}";
    internal const string WikidataForm = "Q[1-9][0-9]{0,11}";

    /// <summary>IMDb: <c>tt</c> and 7 to 10 digits.</summary>
    [RegularExpression("^" + ImdbForm + "$")]
    public string? Imdb { get; init; }

    /// <summary>The Movie Database: a positive number.</summary>
    [Range(1, int.MaxValue)]
    public int? Tmdb { get; init; }

    /// <summary>Wikidata: <c>Q</c> and up to 12 digits.</summary>
    [RegularExpression("^" + WikidataForm + "$")]
    public string? Wikidata { get; init; }

    internal bool IsEmpty => this is { Imdb: null, Tmdb: null, Wikidata: null };
}

/// <summary>What the audience thinks of a film.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AudienceRating
{
    /// <summary>The mean of the votes, 0 to 10.</summary>
    [Required, Range(0.0, 10.0)]
    public double? Average { get; init; }

    /// <summary>How many voted.</summary>
    [Required, Range(0, int.MaxValue)]
    public int? Votes { get; init; }
}
