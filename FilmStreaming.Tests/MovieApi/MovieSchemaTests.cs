using System.Text.Json;
using FilmStreaming.MovieApi;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>What a film makes of the content that it is given.</summary>
public sealed class MovieSchemaTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("US", "PG-13", 13)]
    [InlineData("US", "pg-13", 13)]
    [InlineData("US", "Passed", null)]
    [InlineData("GB", "12A", 12)]
    [InlineData("DE", "16", 16)]
    [InlineData("FR", "TP", 0)]
    [InlineData("XX", "18", null)]
    public void AgeOf_Certificate_IsThatOfItsBoard(string country, string certificate, int? age) =>
        Assert.Equal(age, AgeCertificates.AgeOf(country, certificate));

    [Fact]
    public void SuitableFrom_WithoutMaturity_IsTheStrictestKnownCertificate()
    {
        var content = new MovieRequest
        {
            Title = "x",
            Certificates = new Dictionary<string, string> { ["US"] = "PG-13", ["DE"] = "16", ["FR"] = "unheard of" },
        };

        Assert.Equal(16, Movie.Create(content, Now).SuitableFrom());
        Assert.Equal(6, Movie.Create(content with { Maturity = 6 }, Now).SuitableFrom());
        Assert.Null(Movie.Create(content with { Certificates = null }, Now).SuitableFrom());
    }

    [Fact]
    public void Cast_IsKeptInItsOrder_AndGetsItsPlaces()
    {
        var film = Movie.Create(
            new() { Title = "x", Cast = [new() { Actor = " B ", Order = 5 }, new() { Actor = "A" }, new() { Actor = "C", Character = " " }] },
            Now);

        Assert.Equal([new() { Actor = "A", Order = 1 }, new() { Actor = "C", Order = 2 }, new() { Actor = "B", Order = 5 }], film.Cast);
    }

    [Fact]
    public void People_AreAllWhoMadeIt_EachOnce()
    {
        var film = Movie.Create(
            new() { Title = "x", Directors = ["Orson Welles"], Writers = ["H. Mankiewicz"], Cast = [new() { Actor = "orson welles" }, new() { Actor = "J. Cotten" }] },
            Now);

        Assert.Equal(["Orson Welles", "H. Mankiewicz", "J. Cotten"], film.People());
    }

    [Fact]
    public void Status_LeftOut_IsPublishedAtFirstAndThenStays()
    {
        var content = new MovieRequest { Title = "x" };

        Assert.Equal(MovieStatus.Published, Movie.Create(content, Now).Status);
        Assert.Equal(MovieStatus.Draft, Movie.Create(content with { Status = MovieStatus.Draft }, Now).Replace(content, Now).Status);
    }

    [Fact]
    public void Read_OfADocumentWithoutTheNewerMembers_HasThemEmpty()
    {
        const string Old = """{"title":"Greed","genres":["Drama"],"directors":[],"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}""";

        var film = JsonSerializer.Deserialize(Old, MovieJsonContext.Default.Movie)!;

        Assert.Equal(["Drama"], film.Genres);
        Assert.All([film.Writers, film.Languages, film.Countries, film.Tags], Assert.Empty);
        Assert.Empty(film.Cast);
        Assert.Equal(MovieStatus.Published, film.Status);
    }
}
