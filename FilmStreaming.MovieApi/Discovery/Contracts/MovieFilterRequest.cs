using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace FilmStreaming.MovieApi.Discovery.Contracts;

/// <summary>What every list of films takes: filters, which all have to be met, and what of the answer is wanted.</summary>
/// <remarks>A parameter that is left out is null, and an array without items.</remarks>
public class MovieFilterRequest
{
    private const string Either = " Repeated, one of them is enough.";

    [FromQuery(Name = "genre"), MaxLength(20)]
    [Description("A genre, 1 to 50 characters; with a minus before it, one that the film must not have. Case and diacritics do not count." + Either)]
    public string[]? Genre { get; init; }

    [FromQuery(Name = "year"), StringLength(20)]
    [Description("Years of release, 1870 to 2200: `1927`, `1920..1929`, `1990..` or `..1950`.")]
    public string? Year { get; init; }

    [FromQuery(Name = "rating"), StringLength(20)]
    [Description("The mean of the votes, 0 to 10: `7.5..`, `2..4`. Films without votes have none.")]
    public string? Rating { get; init; }

    [FromQuery(Name = "runtime"), StringLength(20)]
    [Description("Minutes, 1 to 1,500: `..90`, `100..120`.")]
    public string? Runtime { get; init; }

    [FromQuery(Name = "person"), MaxLength(10)]
    [Description("The name of a director, writer or actor, 1 to 120 characters. Case and diacritics do not count." + Either)]
    public string[]? Person { get; init; }

    [FromQuery(Name = "language"), MaxLength(20)]
    [Description("A spoken language (BCP 47); `pt` also finds films in `pt-BR`." + Either)]
    public string[]? Language { get; init; }

    [FromQuery(Name = "country"), MaxLength(20)]
    [Description("Where the film was made (ISO 3166-1 alpha-2)." + Either)]
    public string[]? Country { get; init; }

    [FromQuery(Name = "tag"), MaxLength(20)]
    [Description("A tag, 1 to 50 characters; with a minus before it, one that the film must not have." + Either)]
    public string[]? Tag { get; init; }

    [FromQuery(Name = "maturity"), Range(0, 18)]
    [Description("The age of who is to watch, 0 to 18: films that are suitable for it. Films of which that is not known are left out.")]
    public int? Maturity { get; init; }

    [FromQuery(Name = "availableNow")]
    [Description("Whether films are left out that may not be played yet, or no longer.")]
    public bool? AvailableNow { get; init; }

    [FromQuery(Name = "status"), MaxLength(3)]
    [Description("For editors: `published`, `draft` or `archived`; left out, all. Others get published films." + Either)]
    public string[]? Status { get; init; }

    [FromQuery(Name = "pageSize"), Range(1, 100), DefaultValue(20)]
    [Description("How many films a page has, 1 to 100.")]
    public int? PageSize { get; init; }

    [FromQuery(Name = "cursor")]
    [Description("The `nextCursor` of the page before, of the same list with the same filters.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "facets"), MaxLength(6)]
    [Description("Members to count the values of, with commas between: `genres`, `decades`, `languages`, `countries`, `maturity`, `tags`. Each is counted over the films that all filters but its own let through; the 100 most frequent values are given.")]
    public string[]? Facets { get; init; }

    [FromQuery(Name = "fields"), MaxLength(30)]
    [Description("Members of films to answer with, with commas between; `id` always is. Left out: all.")]
    public string[]? Fields { get; init; }
}

/// <summary>What the list of all films takes.</summary>
public sealed class MovieListRequest : MovieFilterRequest
{
    [FromQuery(Name = "q"), StringLength(200)]
    [Description("Up to 20 words and 200 characters. Each must be in the title, the original title, a name, a tag, the tagline or the description, in any order; the last may be the beginning of a word. Words with mistakes are taken for similar ones. Case and diacritics do not count.")]
    public string? Q { get; init; }

    [FromQuery(Name = "sort"), StringLength(20)]
    [Description("`relevance`, which is the default of a search and ends after its best 300 films; `title`, which else is the default, `releaseDate`, `rating` (a Bayesian average), `popularity` or `added`; these with a minus before it, descending.")]
    public string? Sort { get; init; }
}
