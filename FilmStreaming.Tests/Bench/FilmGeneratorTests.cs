using FilmStreaming.Bench.Films;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.Tests.Bench;

/// <summary>What the scenarios rely on of the catalogues that are made for them.</summary>
public sealed class FilmGeneratorTests
{
    [Fact]
    public void Films_OfOneSeed_AreTheSame_AndALongerCatalogueBeginsAsAShorterOne()
    {
        var rows = new FilmGenerator(seed: 7).Rows(200).ToList();

        Assert.Equal(rows[..100], new FilmGenerator(seed: 7).Rows(100));
        Assert.NotEqual(rows[0], new FilmGenerator(seed: 8).Rows(1).Single());
    }

    [Fact]
    public void Films_KeepTheRulesAndAreDifferentFilms()
    {
        var films = new FilmGenerator().Films(20_000).ToList();

        Assert.All(films.Take(2_000), film => Assert.Null(MovieRules.FirstViolation(film)));
        Assert.Equal(films.Count, films.Select(film => MovieKeys.NaturalOf(film.Title!, film.ReleaseDate!.Value.Year)).Distinct().Count());
        Assert.Equal(films.Count, films.Select(film => film.ExternalIds!.Tmdb).Distinct().Count());
    }

    [Fact]
    public void Films_AreUnequallyCommon()
    {
        var films = new FilmGenerator().Films(20_000).ToList();

        var dramas = films.Count(film => film.Genres!.Contains("Drama"));
        Assert.InRange(dramas, films.Count * 2 / 10, films.Count * 6 / 10);
        Assert.InRange(films.Count(film => film.Genres!.Contains("Film-Noir")), 1, dramas / 20);
        var people = films.SelectMany(film => film.Cast!).CountBy(member => member.Actor!).Select(person => person.Value).Order().ToList();
        Assert.InRange(people[^1], 100 * people[people.Count / 2], int.MaxValue);
        Assert.InRange(films.Count(film => film.ReleaseDate!.Value.Year >= 2003), films.Count * 4 / 10, films.Count * 6 / 10);
    }
}
