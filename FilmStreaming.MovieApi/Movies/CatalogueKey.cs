namespace FilmStreaming.MovieApi.Movies;

/// <summary>
/// One value of <see cref="MovieKeys"/> that films are sorted by or that ranges are asked of. Its index in MongoDB has its name, and
/// ends in the id.
/// </summary>
internal sealed class CatalogueKey
{
    /// <summary>The folded title.</summary>
    public static readonly CatalogueKey Title = new("sortTitle", keys => new(keys.SortTitle));

    /// <summary>The day of release as the number <c>yyyymmdd</c>; only the year: its day 0; unknown: 0, older than every other.</summary>
    public static readonly CatalogueKey Released = new("released", keys => new(keys.Released));

    /// <summary>What the audience thinks of it, as <see cref="MovieScore.OfRating"/> weighs it.</summary>
    public static readonly CatalogueKey Score = new("score", keys => new(keys.Score));

    public static readonly CatalogueKey Popularity = new("popularity", keys => new(keys.Popularity));

    /// <summary>When the film was added, in Unix milliseconds.</summary>
    public static readonly CatalogueKey Added = new("added", keys => new(keys.Added));

    /// <summary>The mean of the votes as it is shown.</summary>
    public static readonly CatalogueKey Rating = new("rating", keys => SortValue.Maybe(keys.Rating));

    /// <summary>In minutes.</summary>
    public static readonly CatalogueKey Runtime = new("runtime", keys => SortValue.Maybe(keys.Runtime));

    /// <summary>In Unix milliseconds.</summary>
    public static readonly CatalogueKey AvailableFrom = new("availableFrom", keys => new(keys.AvailableFrom), isIndexed: false);

    /// <inheritdoc cref="AvailableFrom"/>
    public static readonly CatalogueKey AvailableUntil = new("availableUntil", keys => new(keys.AvailableUntil), isIndexed: false);

    /// <summary>Those with an index of their own.</summary>
    public static readonly IReadOnlyList<CatalogueKey> Indexed = [Title, Released, Score, Popularity, Added, Rating, Runtime];

    private readonly Func<MovieKeys, SortValue?> _read;

    private CatalogueKey(string name, Func<MovieKeys, SortValue?> read, bool isIndexed = true) =>
        (Name, _read, IsIndexed) = (name, read, isIndexed);

    /// <summary>Of the index, and of the member of the keys.</summary>
    public string Name { get; }

    public bool IsIndexed { get; }

    /// <summary>In the document.</summary>
    public string Field => $"body.keys.{Name}";

    /// <returns>Null where the film has none; then no range holds it. Lists are sorted by keys that every film has.</returns>
    public SortValue? Of(MovieKeys keys) => _read(keys);
}

/// <summary>The value of a <see cref="CatalogueKey"/>: a text or a number.</summary>
internal readonly record struct SortValue : IComparable<SortValue>
{
    public SortValue(string text) => Text = text;

    public SortValue(double number) => Number = number;

    public string? Text { get; }

    public double Number { get; }

    public static SortValue? Maybe(double? number) => number is { } value ? new SortValue(value) : null;

    public int CompareTo(SortValue other) =>
        Text is not null && other.Text is not null ? CompareCodePoints(Text, other.Text) : Number.CompareTo(other.Number);

    // As the databases do, which compare UTF-8. UTF-16 differs where one text has a surrogate: that is above all other units.
    private static int CompareCodePoints(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
            return left.Length.CompareTo(right.Length);
        var (l, r) = (left[common], right[common]);
        return char.IsSurrogate(l) == char.IsSurrogate(r) ? l.CompareTo(r) : char.IsSurrogate(l).CompareTo(char.IsSurrogate(r));
    }
}

/// <summary>A film's place in a list: equal values are told apart by the id.</summary>
internal readonly record struct CataloguePosition(SortValue Value, Guid Id) : IComparable<CataloguePosition>
{
    public int CompareTo(CataloguePosition other) => Value.CompareTo(other.Value) is not 0 and var order ? order : Id.CompareTo(other.Id);
}
