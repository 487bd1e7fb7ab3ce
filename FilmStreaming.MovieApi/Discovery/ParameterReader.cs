using System.Globalization;
using System.Text.RegularExpressions;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>Reads the parameters of a request one by one into conditions, and keeps what is wrong with the first bad one.</summary>
internal sealed partial class ParameterReader
{
    private readonly List<MovieCondition> _conditions = [];

    /// <summary>The first parameter that is wrong, and how.</summary>
    public (string Parameter, string Error)? Error { get; private set; }

    public MovieFilter Filter => new(_conditions);

    /// <summary>Names, of which one has to be met and those with a minus must not be.</summary>
    public void ReadNames(string parameter, string[]? values, int max, int maxLength, Func<string, string> token)
    {
        var names = (values ?? []).ToLookup(name => name.StartsWith('-'), name => name.StartsWith('-') ? name[1..] : name);
        if (values?.Length > max)
            Refuse(parameter, $"There are more than {max}.");
        foreach (var name in names.SelectMany(names => names).Where(name => !IsText(name, maxLength)))
            Refuse(parameter, $"Each value must be a text of 1 to {maxLength} characters without control characters.");
        Add(parameter, names[false].Select(token), isExclusion: false);
        Add(parameter, names[true].Select(token), isExclusion: true);
    }

    /// <summary>Codes of a form, of which one has to be met.</summary>
    public void ReadCodes(string parameter, string[]? values, int max, Func<string, string?> token, string form)
    {
        var codes = values ?? [];
        var tokens = codes.Select(token).ToList();
        if (codes.Length > max)
            Refuse(parameter, $"There are more than {max}.");
        else if (tokens.Contains(null))
            Refuse(parameter, $"Each value must be {form}.");
        else
            Add(parameter, tokens.OfType<string>(), isExclusion: false);
    }

    /// <summary>A number, or two with two dots between, of which one may be left out.</summary>
    /// <param name="parameter">Its name.</param>
    /// <param name="text">As the client sent it.</param>
    /// <param name="key">What is asked.</param>
    /// <param name="limits">Within which both bounds are.</param>
    /// <param name="whole">Whether decimals are refused.</param>
    /// <param name="bounds">What the bounds are in the key; null for the same.</param>
    public void ReadRange(
        string parameter, string? text, CatalogueKey key, (int Min, int Max) limits, bool whole, Func<double?, double?, (double?, double?)>? bounds = null)
    {
        if (text is null)
            return;
        if (!TryReadRange(text, whole, out var min, out var max)
            || min < limits.Min || max > limits.Max || min > limits.Max || max < limits.Min || min > max)
        {
            Refuse(parameter, FormattableString.Invariant(
                $"It must be a number from {limits.Min} to {limits.Max}, or a range such as {limits.Min}..{limits.Max}, {limits.Min}.. or ..{limits.Max}."));
            return;
        }

        var (low, high) = bounds?.Invoke(min, max) ?? (min, max);
        _conditions.Add(new RangeCondition(parameter, key, low, high));
    }

    /// <summary>Of names with commas between, those that are known.</summary>
    public IReadOnlyList<T> ReadChoices<T>(string parameter, string[]? values, Func<string, T?> find, Func<string> choices)
        where T : class
    {
        var found = (values ?? []).SelectMany(value => value.Split(',')).Select(name => find(name.Trim())).ToList();
        if (found.Contains(null))
            Refuse(parameter, $"Each must be one of {choices()}.");
        return [.. found.OfType<T>().Distinct()];
    }

    public void Add(params IEnumerable<MovieCondition> conditions) => _conditions.AddRange(conditions);

    public void Refuse(string parameter, string error) => Error ??= (parameter, error);

    /// <summary>Whether it is text: what was no UTF-8 has become U+FFFD by now.</summary>
    public static bool IsText(string text, int maxLength) =>
        EachTextAttribute.IsText(text, maxLength) && !text.Contains('\uFFFD', StringComparison.Ordinal);

    private void Add(string parameter, IEnumerable<string> tokens, bool isExclusion)
    {
        IReadOnlyList<string> distinct = [.. tokens.Distinct(StringComparer.Ordinal)];
        if (distinct.Count > 0)
            _conditions.Add(new TokenCondition(parameter, distinct, isExclusion));
    }

    private static bool TryReadRange(string text, bool whole, out double? min, out double? max)
    {
        (min, max) = (null, null);
        if (Range().Match(text) is not { Success: true } match || whole && text.Replace("..", "", StringComparison.Ordinal).Contains('.', StringComparison.Ordinal))
            return false;
        if (match.Groups["only"] is { Success: true } only)
            (min, max) = (Number(only), Number(only));
        else
            (min, max) = (Number(match.Groups["min"]), Number(match.Groups["max"]));
        return min is not null || max is not null;
    }

    private static double? Number(Group digits) => digits.Length == 0 ? null : double.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?:(?<only>[0-9]{1,4}(?:\.[0-9]{1,4})?)|(?<min>(?:[0-9]{1,4}(?:\.[0-9]{1,4})?)?)\.\.(?<max>(?:[0-9]{1,4}(?:\.[0-9]{1,4})?)?))\z")]
    private static partial Regex Range();
}
