using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Discovery.Filters;

/// <summary>Which films are meant: those that meet every condition. Deleted films meet none.</summary>
internal sealed record MovieFilter(IReadOnlyList<MovieCondition> Conditions)
{
    public static readonly MovieFilter All = new([]);

    /// <summary>The films that everybody sees.</summary>
    public static readonly MovieFilter Published = new([new TokenCondition("status", ["s:published"])]);

    /// <summary>The same in one text: equal filters have equal texts.</summary>
    public string Text => string.Join('&', Conditions.Select(condition => condition.Text).Order(StringComparer.Ordinal));

    /// <summary>Whether no film can meet it, so that none need be looked at.</summary>
    public bool IsImpossible => Conditions.Any(condition => condition is TokenCondition { IsExclusion: false, Tokens: [] });

    public MovieFilter And(params IEnumerable<MovieCondition> conditions) => new([.. Conditions, .. conditions]);

    /// <summary>Without what this parameter of a request asks for.</summary>
    public MovieFilter Without(string parameter) => new([.. Conditions.Where(condition => condition.Parameter != parameter)]);

    public bool Matches(MovieKeys keys)
    {
        foreach (var condition in Conditions)
        {
            if (!condition.IsMetBy(keys))
                return false;
        }

        return true;
    }
}

/// <param name="Parameter">The parameter of a request that asks for it.</param>
internal abstract record MovieCondition(string Parameter)
{
    public abstract string Text { get; }

    public abstract bool IsMetBy(MovieKeys keys);
}

/// <summary>The film has one of these <see cref="FilmTokens"/>, or has none of them.</summary>
/// <param name="Parameter">The parameter of a request that asks for it.</param>
/// <param name="Tokens">Of none, no film has one.</param>
/// <param name="IsExclusion">Whether it must have none.</param>
internal sealed record TokenCondition(string Parameter, IReadOnlyList<string> Tokens, bool IsExclusion = false) : MovieCondition(Parameter)
{
    /// <summary>From so many on it is faster to look for each token of the film among them than the other way round.</summary>
    private const int Many = 16;

    private readonly HashSet<string>? _many = Tokens.Count < Many ? null : new(Tokens, StringComparer.Ordinal);

    /// <summary>What was asked for, where the tokens were looked up by it and may be others tomorrow.</summary>
    public string? Asked { get; init; }

    public override string Text => Asked is { } asked
        ? $"{Parameter}={Uri.EscapeDataString(asked)}"
        : $"{(IsExclusion ? "-" : "")}{Parameter}={string.Join(',', Tokens.Order(StringComparer.Ordinal).Select(Uri.EscapeDataString))}";

    public override bool IsMetBy(MovieKeys keys)
    {
        if (_many is not null)
            return keys.Tokens.Any(_many.Contains) != IsExclusion;
        foreach (var token in Tokens)
        {
            if (keys.Tokens.Has(token))
                return !IsExclusion;
        }

        return IsExclusion;
    }
}

/// <summary>The film has a token that begins as one of these.</summary>
internal sealed record PrefixCondition(string Parameter, IReadOnlyList<string> Prefixes) : MovieCondition(Parameter)
{
    /// <inheritdoc cref="TokenCondition.Asked"/>
    public string? Asked { get; init; }

    public override string Text => $"{Parameter}={(Asked is { } asked ? Uri.EscapeDataString(asked) : string.Join(',', Prefixes.Select(Uri.EscapeDataString)))}*";

    public override bool IsMetBy(MovieKeys keys)
    {
        foreach (var prefix in Prefixes)
        {
            var first = keys.Tokens.FirstFrom(prefix);
            if (first < keys.Tokens.Count && keys.Tokens[first].StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}

/// <summary>The film has a value between these, both included.</summary>
/// <param name="Parameter">The parameter of a request that asks for it.</param>
/// <param name="Key">What is between them.</param>
/// <param name="Min">Null for no bound.</param>
/// <param name="Max">Null for no bound.</param>
internal sealed record RangeCondition(string Parameter, CatalogueKey Key, double? Min, double? Max) : MovieCondition(Parameter)
{
    // That films are available now is one filter, whenever that is.
    public override string Text => Key.IsIndexed ? FormattableString.Invariant($"{Parameter}={Min}..{Max}") : Parameter;

    public override bool IsMetBy(MovieKeys keys) =>
        Key.Of(keys) is { } value && !(value.Number < Min) && !(value.Number > Max);
}

internal static class SortedTokens
{
    public static bool Has(this IReadOnlyList<string> tokens, string token)
    {
        var first = tokens.FirstFrom(token);
        return first < tokens.Count && string.Equals(tokens[first], token, StringComparison.Ordinal);
    }

    /// <summary>The place of the first token that is not before this text.</summary>
    public static int FirstFrom(this IReadOnlyList<string> tokens, string text)
    {
        var (low, high) = (0, tokens.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(tokens[middle], text) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
