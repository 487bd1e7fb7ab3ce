using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Search;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.MovieApi.Search;

/// <summary>In which order a search gives films, in both forms of storage.</summary>
public abstract class RankingTests(SharedCatalogue catalogue)
{
    internal static readonly object[] Films =
    [
        new { title = "Heat", releaseYear = 1995, rating = Votes(10) },
        new { title = "Heat and Dust", releaseYear = 1983, rating = Votes(1_000_000) },
        new { title = "In the Heat of the Night", releaseYear = 1967, rating = Votes(1_000_000) },
        new { title = "Summer Stories", releaseYear = 2001, description = "The heat of August.", rating = Votes(3_000_000) },
        new { title = "Heart", releaseYear = 1999, rating = Votes(3_000_000) },
        new { title = "Kurosawa", releaseYear = 1999, originalTitle = "Kurosawa Akira" },
        new { title = "Ran", releaseYear = 1985, directors = new[] { "Akira Kurosawa" }, rating = Votes(500_000) },
        new { title = "After Him", releaseYear = 2003, tags = new[] { "kurosawa" }, rating = Votes(600_000) },
        new { title = "A Journey", releaseYear = 2004, description = "Through the films of Kurosawa", rating = Votes(3_000_000) },
        new { title = "Spider-Man", releaseYear = 2002 },
        new { title = "L'Âge d'or", releaseYear = 1930 },
        new { title = "Nosferatu", releaseYear = 1922, originalTitle = "Nosferatu, eine Symphonie des Grauens", tagline = "A symphony of horror" },
        new { title = "Nosferatu", releaseYear = 2024, rating = Votes(200_000) },
        new { title = "Twelve Monkeys", releaseYear = 1995, cast = new[] { new { actor = "Brad Pitt" }, new { actor = "Madeleine Stowe" } } },
    ];

    [Theory]
    // The film that is called so, then titles that begin so, that have it, that have a word like it; then those that tell of it.
    [InlineData("heat", "Heat", "Heat and Dust", "In the Heat of the Night", "Heart", "Summer Stories")]
    [InlineData("HEAT!", "Heat", "Heat and Dust", "In the Heat of the Night", "Heart", "Summer Stories")]
    [InlineData("kurosawa", "Kurosawa", "Ran", "After Him", "A Journey")]
    [InlineData("akira kurosawa", "Kurosawa", "Ran")]
    [InlineData("kurosawa ran", "Ran")]
    [InlineData("night heat", "In the Heat of the Night")]
    [InlineData("night he", "In the Heat of the Night")]
    [InlineData("spiderman", "Spider-Man")]
    [InlineData("spider man", "Spider-Man")]
    [InlineData("spider-man", "Spider-Man")]
    [InlineData("age or", "L'Âge d'or")]
    [InlineData("L'AGE D'OR", "L'Âge d'or")]
    [InlineData("symphonie grauens", "Nosferatu 1922")]
    [InlineData("horror", "Nosferatu 1922")]
    [InlineData("nosferatu", "Nosferatu 2024", "Nosferatu 1922")]
    [InlineData("pitt monkeys", "Twelve Monkeys")]
    [InlineData("monkesy", "Twelve Monkeys")]
    [InlineData("heat xyzzyx")]
    [InlineData("$ne")]
    [InlineData("???")]
    public async Task Search_GivesTheBestFirst(string text, params string[] titles)
    {
        var stop = TestContext.Current.CancellationToken;
        var search = catalogue.Api.Services.GetRequiredService<MovieSearch>();

        var ranked = await search.RankAsync(await search.InterpretAsync(text, stop), MovieFilter.Published, SearchFields.All, stop);

        Assert.Equal(titles, ranked.Select(film => film.Document.Body).Select(
            film => film.Title == "Nosferatu" ? $"{film.Title} {film.ReleaseYear}" : film.Title));
        Assert.Equal(ranked.Select(film => film.Score).OrderDescending(), ranked.Select(film => film.Score));
    }

    [Fact]
    public async Task Search_AfterAFilmChanged_FindsItByItsNewWordsOnly()
    {
        await using var api = await catalogue.StartAsync();
        var path = (await api.PostAsync("/v1/movies", """{"title": "Quixote"}""")).Header("Location")!;
        await api.PutAsync(path, """{"title": "Sancho Panza"}""", "\"1\"");

        Assert.Equal((0, 1, 1), (await CountAsync(api, "quixote"), await CountAsync(api, "sancho"), await CountAsync(api, "pamza")));

        await api.DeleteAsync(path, "\"2\"");

        Assert.Equal(0, await CountAsync(api, "sancho"));
    }

    private static async Task<int> CountAsync(MovieApiService api, string text)
    {
        var stop = TestContext.Current.CancellationToken;
        var search = api.Services.GetRequiredService<MovieSearch>();
        return (await search.RankAsync(await search.InterpretAsync(text, stop), MovieFilter.Published, SearchFields.All, stop)).Count;
    }

    private static object Votes(int votes) => new { average = 7, votes };
}

public sealed class EmbeddedRankingTests(EmbeddedRankingTests.Catalogue catalogue)
    : RankingTests(catalogue), IClassFixture<EmbeddedRankingTests.Catalogue>
{
    public sealed class Catalogue() : SharedCatalogue(() => MovieApiService.StartAsync(), Films);
}

public sealed class MongoRankingTests(MongoRankingTests.Catalogue catalogue)
    : RankingTests(catalogue), IClassFixture<MongoRankingTests.Catalogue>
{
    public sealed class Catalogue() : SharedCatalogue(MovieApiService.StartOnMongoAsync, Films);
}
