using System.Text;
using FilmStreaming.MovieApi.Import.Reading;
using FilmStreaming.MovieApi.Import.Vega;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>Rows like the nasty ones of the vega-datasets' movies.json.</summary>
public sealed class VegaMovieConverterTests
{
    [Fact]
    public void Parse_OfWholeRow_TakesWhatAFilmHas()
    {
        var film = Parse(
            """
            {"Title":"Robin Hood","US Gross":105269730,"Worldwide Gross":310885538,"US DVD Sales":null,"Production Budget":210000000,
             "Release Date":"May 14 2010","MPAA Rating":"PG-13","Running Time min":139,"Distributor":"Universal","Source":null,
             "Major Genre":"Action","Creative Type":"Fiction","Director":"Ridley Scott","Rotten Tomatoes Rating":44,
             "IMDB Rating":6.9,"IMDB Votes":34501}
            """).Film!;

        Assert.Equal(
            ("Robin Hood", new DateOnly(2010, 5, 14), 139, "Action", "Ridley Scott", "PG-13", 6.9, 34501),
            (film.Title, film.ReleaseDate!.Value, film.RuntimeMinutes, Assert.Single(film.Genres!), Assert.Single(film.Directors!),
                film.Certificates!["US"], film.Rating!.Average, film.Rating.Votes));
    }

    [Theory]
    [InlineData("1941", "Dec 14 1979", "1941", "1979-12-14")]
    [InlineData("\"Boot, Das\"", "Feb 10 1982", "Das Boot", "1982-02-10")]
    [InlineData("\"Charge of the Light Brigade, The\"", "Oct 20 2036", "The Charge of the Light Brigade", "1936-10-20")]
    [InlineData("\"Yours, Mine and Ours\"", "Nov 23 2005", "Yours, Mine and Ours", "2005-11-23")]
    [InlineData("\"King Kong (1933)\"", "Apr 07 2033", "King Kong", "1933-04-07")]
    [InlineData("\"Blade Runner (2049)\"", "Jun 25 1982", "Blade Runner (2049)", "1982-06-25")]
    [InlineData("\"Fantasia 2000 (IMAX)\"", "Jan 01 2000", "Fantasia 2000 (IMAX)", "2000-01-01")]
    [InlineData("\"AmÈlie\"", "Nov 02 2001", "Amélie", "2001-11-02")]
    [InlineData("\"Alien³\"", "May 22 1992", "Alien³", "1992-05-22")]
    [InlineData("\"The Land Girls\"", "Dec 23 2011", "The Land Girls", "2011-12-23")]
    public void Parse_OfTitleAndDate_MendsThem(string title, string date, string mendedTitle, string mendedDate)
    {
        var film = Parse($$"""{"Title":{{title}},"Release Date":"{{date}}"}""").Film!;

        Assert.Equal((mendedTitle, mendedDate), (film.Title, $"{film.ReleaseDate:O}"));
        Assert.True(film.ReleaseYear is null || film.ReleaseYear == film.ReleaseDate!.Value.Year);
    }

    [Fact]
    public void Parse_OfYearInTheTitleOnly_TakesItFromThere()
    {
        var film = Parse("""{"Title":"Lolita (1962)","Release Date":null}""").Film!;

        Assert.Equal(("Lolita", 1962), (film.Title, film.ReleaseYear));
    }

    [Theory]
    [InlineData("Thriller/Suspense", "Thriller", "Suspense")]
    [InlineData("Concert/Performance", "Concert/Performance")]
    [InlineData("Black Comedy", "Black Comedy")]
    public void Parse_OfGenre_SplitsWhereItIsTwo(string genre, params string[] genres) =>
        Assert.Equal(genres, Parse($$"""{"Title":"x","Major Genre":"{{genre}}"}""").Film!.Genres!);

    [Theory]
    [InlineData("Not Rated")]
    [InlineData("Open")]
    public void Parse_WithoutCertificate_HasNone(string rating) =>
        Assert.Null(Parse($$"""{"Title":"x","MPAA Rating":"{{rating}}","Director":null,"Major Genre":null}""").Film!.Certificates);

    [Theory]
    [InlineData("""{"Title":null,"Release Date":"Jan 01 2000"}""", "Title: the row has none.")]
    [InlineData("""{"Title":" "}""", "Title: the row has none.")]
    [InlineData("""{"Title":["x"]}""", "Title: the row has none.")]
    [InlineData("""{"Release Date":"Jan 01 2000"}""", "Title: the row has none.")]
    [InlineData("""{"Title":"x","Release Date":"1998-06-12"}""", "Release Date: not a date such as \"Jun 12 1998\".")]
    [InlineData("""{"Title":"x","Release Date":"Feb 30 1998"}""", "Release Date: not a date such as \"Jun 12 1998\".")]
    public void Parse_OfRowThatIsNoFilm_SaysWhy(string row, string reason)
    {
        var parsed = Parse(row);

        Assert.Equal((null, reason), (parsed.Film, parsed.Reason));
    }

    [Theory]
    [InlineData("""{"Title":"x","IMDB Votes":"many"}""")]
    [InlineData("""{"Title":"x","Title":"y"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void Parse_OfUnreadableRow_SaysWhy(string row) => Assert.NotEmpty(Parse(row).Reason!);

    private static ParsedRow Parse(string row) => VegaMovieConverter.Parse(new(1, Encoding.UTF8.GetBytes(row)));
}
