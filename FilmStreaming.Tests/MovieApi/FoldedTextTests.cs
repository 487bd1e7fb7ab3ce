using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.Tests.MovieApi;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("Le Fabuleux destin d'Amélie Poulain", "le fabuleux destin damelie poulain")]
    [InlineData("STRASSE, Straße", "strasse strasse")]
    [InlineData("Ærø – Øst & Łódź", "aero ost lodz")]
    [InlineData("Броненосец Потёмкин", "броненосец потемкин")]
    [InlineData("Κώστας", "κωστασ")]
    [InlineData("２００１: A Space Odyssey", "2001 a space odyssey")]
    [InlineData("Ri¢hie Ri¢h", "ri hie ri h")]
    [InlineData("Alien³", "alien3")]
    [InlineData("...", "...")]
    [InlineData(" ?! ", "?!")]
    [InlineData("''", "''")]
    public void SortKey_OfTitle_HasNoCaseDiacriticsOrPunctuation(string title, string key) => Assert.Equal(key, FoldedText.SortKey(title));

    [Theory]
    [InlineData("がん", "かん")]
    [InlineData("हिन्दी", "हन्द")]
    public void SortKey_OfOtherScripts_KeepsTheirMarks(string one, string other) =>
        Assert.NotEqual(FoldedText.SortKey(one), FoldedText.SortKey(other));

    [Fact]
    public void SortKey_OfLettersThatDecomposeIntoMany_IsBounded()
    {
        var key = FoldedText.SortKey(new string('\uFDFA', 300));

        Assert.InRange(key.Length, 1, FoldedText.MaxSortKey);
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(FoldedText.SortKey(string.Concat(Enumerable.Repeat("𐍈", 301)))) <= 1200);
    }

    [Fact]
    public void IndexWords_AroundApostrophes_AreTheWholeAndTheParts() =>
        Assert.Equal(["schindlers", "schindler", "s", "list"], FoldedText.IndexWords("Schindler’s List"));
}
