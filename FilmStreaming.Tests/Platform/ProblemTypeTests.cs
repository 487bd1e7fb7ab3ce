using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.Tests.Platform;

/// <summary>Keeps the table of <c>docs/problems.md</c> true.</summary>
public sealed partial class ProblemTypeTests
{
    private readonly List<(string Type, int Status)> _documented =
    [
        .. from row in Row.Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "problems.md")))
           from status in row.Groups["status"].Value.Split(", ")
           select (row.Groups["type"].Value, int.Parse(status, CultureInfo.InvariantCulture)),
    ];

    private static IEnumerable<string> Named => typeof(ProblemTypes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(constant => constant.IsLiteral)
        .Select(constant => (string)constant.GetRawConstantValue()!);

    [Fact]
    public void Table_HasEachTypeOnce()
    {
        Assert.Equal(_documented.Count, _documented.Distinct().Count());
        Assert.Empty(Named.Except(_documented.Select(row => row.Type)));
    }

    [Fact]
    public void Table_HasNothingElseButTheTypesOfBareStatuses() =>
        Assert.All(_documented.ExceptBy(Named, row => row.Type), row => Assert.Equal(ProblemTypes.OfStatus(row.Status), row.Type));

    [Fact]
    public void Table_SaysWhatTheDescriptionsOfTheApisSay() => Assert.Equal(
        ProblemTable.Rows.Select(row => (row.Key, row.Value.Meaning)).Order(),
        Row.Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "problems.md")))
            .Select(row => (row.Groups["type"].Value, row.Groups["meaning"].Value)).Order());

    [Fact]
    public void Table_HasTheStatusesThatRoutesAnswerWith() =>
        Assert.Empty(RouteProblemCases.All.Select(row => (row.Data.Item7, row.Data.Item6)).Except(_documented));

    [GeneratedRegex(@"^\| `(?<type>[a-z-]+)` \| (?<status>[0-9, ]+) \| (?<meaning>\S.*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row { get; }
}
