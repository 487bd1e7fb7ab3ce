using FilmStreaming.MovieApi.Search;
using FilmStreaming.MovieApi.Search.Vocabulary;

namespace FilmStreaming.Tests.MovieApi.Search;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("matrix", "matrix", 0)]
    [InlineData("matrix", "matirx", 1)]
    [InlineData("matrix", "matix", 1)]
    [InlineData("matrix", "mattrix", 1)]
    [InlineData("matrix", "natrix", 1)]
    [InlineData("matrix", "amtrxi", 2)]
    [InlineData("matrix", "mat", null)]
    [InlineData("matrix", "xirtam", null)]
    [InlineData("ca", "abc", null)]
    [InlineData("", "ab", 2)]
    [InlineData("", "", 0)]
    public void Within_OfTwo_CountsEdits(string left, string right, int? distance)
    {
        Assert.Equal(distance, EditDistance.Within(left, right, 2));
        Assert.Equal(distance, EditDistance.Within(right, left, 2));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    [InlineData(40, 2)]
    public void Permitted_GrowsWithTheLength(int length, int edits) => Assert.Equal(edits, EditDistance.Permitted(length));

    [Theory]
    [InlineData("incpe", "inception", 1)]
    [InlineData("incep", "inception", 0)]
    [InlineData("inceptions", "inception", 1)]
    [InlineData("exception", "inception", null)]
    public void ToBeginning_MeasuresAgainstTheNearestBeginning(string typed, string word, int? distance) =>
        Assert.Equal(distance, EditDistance.ToBeginning(typed, word, 1));

    [Fact]
    public void Within_OfRandomWords_AgreesWithTheWholeMatrix()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var (left, right) = (Word(random, "abc", 9), Word(random, "abc", 9));
            var expected = Whole(left, right);
            for (var limit = 0; limit <= 2; limit++)
                Assert.Equal(expected <= limit ? expected : null, EditDistance.Within(left, right, limit));
        }
    }

    [Fact]
    public void Deletions_OfWordsThatMayBeTakenForOneAnother_HaveOneInCommon()
    {
        var random = new Random(11);
        var pairs = 0;
        while (pairs < 3_000)
        {
            var left = Word(random, "ab", 12);
            var right = Word(random, "ab", 12);
            if (left.Length < 3 || EditDistance.Within(left, right, EditDistance.Permitted(Math.Max(left.Length, right.Length))) is null)
                continue;
            pairs++;
            Assert.True(Deletions.Of(left).Intersect(Deletions.Of(right)).Any(), $"{left} {right}");
        }
    }

    [Theory]
    [InlineData("2001", 1)]
    [InlineData("𝔸𝔸𝔸𝔸", 1)]
    [InlineData("it", 1)]
    [InlineData("kong", 5)]
    [InlineData("abcdefghijklmnop", 29)]
    public void Deletions_OfAWord_AreBounded(string word, int count) => Assert.Equal(count, Deletions.Of(word).Count);

    private static string Word(Random random, string letters, int maxLength) =>
        new(Enumerable.Range(0, random.Next(maxLength + 1)).Select(_ => letters[random.Next(letters.Length)]).ToArray());

    private static int Whole(string left, string right)
    {
        var cells = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cells[i, j] = i + j;
                    continue;
                }

                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                cells[i, j] = Math.Min(cells[i - 1, j - 1] + cost, Math.Min(cells[i - 1, j], cells[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    cells[i, j] = Math.Min(cells[i, j], cells[i - 2, j - 2] + 1);
            }
        }

        return cells[left.Length, right.Length];
    }
}
