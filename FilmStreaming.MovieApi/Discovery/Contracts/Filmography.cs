using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using Microsoft.AspNetCore.Mvc;

namespace FilmStreaming.MovieApi.Discovery.Contracts;

/// <summary>Whose films are asked for.</summary>
public sealed class FilmographyRequest
{
    [FromQuery(Name = "person"), Required, StringLength(120, MinimumLength = 1)]
    [Description("A name, 1 to 120 characters. Case and diacritics do not count.")]
    public string? Person { get; init; }

    [FromQuery(Name = "pageSize"), Range(1, 100), DefaultValue(20)]
    [Description("How many films a page has, 1 to 100.")]
    public int? PageSize { get; init; }

    [FromQuery(Name = "cursor")]
    [Description("The `nextCursor` of the page before, for the same person.")]
    public string? Cursor { get; init; }
}

/// <summary>A film, and what a person did for it.</summary>
public sealed record FilmographyEntry
{
    public required MovieResponse Movie { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<Credit> Credits { get; init; }

    internal static FilmographyEntry Of(MovieResponse movie, string person)
    {
        var token = FilmTokens.Person(person);
        return new()
        {
            Movie = movie,
            Credits =
            [
                .. movie.Directors.Where(IsPerson).Take(1).Select(_ => new Credit(CreditRole.Director)),
                .. movie.Writers.Where(IsPerson).Take(1).Select(_ => new Credit(CreditRole.Writer)),
                .. movie.Cast.Where(member => IsPerson(member.Actor!)).Select(member => new Credit(CreditRole.Actor, member.Character)),
            ],
        };

        bool IsPerson(string name) => FilmTokens.Person(name) == token;
    }
}

/// <summary>What a person did for a film.</summary>
/// <param name="Role">As what.</param>
/// <param name="Character">Whom an actor plays, where that is known.</param>
public sealed record Credit(CreditRole Role, string? Character = null);

public enum CreditRole
{
    Director,
    Writer,
    Actor,
}
