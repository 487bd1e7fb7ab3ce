using System.Collections.Frozen;
using System.Text.RegularExpressions;
using FilmStreaming.MovieApi.Discovery.Contracts;
using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>Turns the parameters of a request into the query that they mean.</summary>
internal static partial class MovieListParameters
{
    public const int DefaultPageSize = 20;

    private static readonly FrozenDictionary<string, CatalogueKey> SortKeys = new Dictionary<string, CatalogueKey>
    {
        ["title"] = CatalogueKey.Title,
        ["releaseDate"] = CatalogueKey.Released,
        ["rating"] = CatalogueKey.Score,
        ["popularity"] = CatalogueKey.Popularity,
        ["added"] = CatalogueKey.Added,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, MovieStatus> Statuses = new Dictionary<string, MovieStatus>
    {
        ["published"] = MovieStatus.Published,
        ["draft"] = MovieStatus.Draft,
        ["archived"] = MovieStatus.Archived,
    }.ToFrozenDictionary();

    /// <param name="route">Which list.</param>
    /// <param name="request">The parameters; those of <see cref="MovieListRequest"/> too where it is one.</param>
    /// <param name="order">Null where the request may choose.</param>
    /// <param name="audience">Who asks.</param>
    /// <param name="now">When it is asked.</param>
    /// <param name="query">What is meant, where nothing is wrong.</param>
    /// <returns>The first parameter that is wrong, and how; else null.</returns>
    public static (string Parameter, string Error)? Read(
        string route, MovieFilterRequest request, MovieOrder? order, Audience audience, DateTimeOffset now, out MovieListQuery query)
    {
        var reader = new ParameterReader();
        ReadFilters(reader, request, now);
        ReadStatus(reader, request, audience);
        if (request is MovieListRequest list)
        {
            ReadWords(reader, list.Q);
            order = ReadOrder(reader, list.Sort);
        }

        if (request.PageSize is < 1 or > 100)
            reader.Refuse("pageSize", "It must be between 1 and 100.");
        var facets = reader.ReadChoices(
            "facets", request.Facets, name => Facet.All.FirstOrDefault(facet => facet.Name == name), () => string.Join(", ", Facet.All.Select(facet => facet.Name)));
        var fields = reader.ReadChoices(
            "fields", request.Fields, name => SparseFields.Names.Contains(name) ? name : null, () => string.Join(", ", SparseFields.Names));
        query = new(route, reader.Filter, order!, request.PageSize ?? DefaultPageSize, request.Cursor, facets, fields.Count == 0 ? null : fields.ToHashSet());
        return reader.Error;
    }

    private static void ReadFilters(ParameterReader reader, MovieFilterRequest request, DateTimeOffset now)
    {
        reader.ReadNames("genre", request.Genre, max: 20, maxLength: 50, FilmTokens.Genre);
        reader.ReadNames("person", request.Person, max: 10, maxLength: 120, FilmTokens.Person);
        reader.ReadNames("tag", request.Tag, max: 20, maxLength: 50, FilmTokens.Tag);
        reader.ReadCodes(
            "language", request.Language, max: 20, tag => Language().IsMatch(tag) ? FilmTokens.Language(tag) : null,
            "a language tag of BCP 47, such as de or pt-BR");
        reader.ReadCodes(
            "country", request.Country, max: 20, code => Country().IsMatch(code) ? FilmTokens.Country(code) : null,
            "a country code of two letters");
        reader.ReadRange(
            "year", request.Year, CatalogueKey.Released, (1870, 2200), whole: true,
            (min, max) => (MovieKeys.DayNumber((int?)min ?? 1, 0, 0), MovieKeys.DayNumber((int?)max ?? 9999, 99, 99)));
        reader.ReadRange("rating", request.Rating, CatalogueKey.Rating, (0, 10), whole: false);
        reader.ReadRange("runtime", request.Runtime, CatalogueKey.Runtime, (1, 1500), whole: true);
        if (request.Maturity is < 0 or > 18)
            reader.Refuse("maturity", "It must be between 0 and 18.");
        else if (request.Maturity is { } age)
            reader.Add(new TokenCondition("maturity", [.. Enumerable.Range(0, age + 1).Select(FilmTokens.Maturity)]));
        if (request.AvailableNow == true)
        {
            var moment = now.ToUnixTimeMilliseconds();
            reader.Add(
                new RangeCondition("availableNow", CatalogueKey.AvailableFrom, Min: null, Max: moment),
                new RangeCondition("availableNow", CatalogueKey.AvailableUntil, Min: moment + 1, Max: null));
        }
    }

    private static void ReadStatus(ParameterReader reader, MovieFilterRequest request, Audience audience)
    {
        reader.ReadCodes(
            "status", request.Status, max: 3, status => Statuses.TryGetValue(status, out var known) ? FilmTokens.Status(known) : null,
            "published, draft or archived");
        if (audience == Audience.Editors)
            return;
        if (request.Status is { Length: > 0 })
            reader.Refuse("status", "It is for editors.");
        reader.Add(MovieFilter.Published.Conditions);
    }

    private static void ReadWords(ParameterReader reader, string? q)
    {
        if (q is null || string.IsNullOrWhiteSpace(q))
            return;
        if (!ParameterReader.IsText(q, 200))
            reader.Refuse("q", "It must be a text of up to 200 characters without control characters.");
        var words = FoldedText.Words(q);
        // Text without a word is in no title.
        if (words.Count == 0)
            reader.Add(new TokenCondition("q", []));
        reader.Add(words.Select(word => new PrefixCondition("q", FilmTokens.TitleWord(word))));
    }

    private static MovieOrder ReadOrder(ParameterReader reader, string? sort)
    {
        if (sort is null)
            return MovieOrder.ByTitle;
        var isDescending = sort.StartsWith('-');
        if (SortKeys.TryGetValue(isDescending ? sort[1..] : sort, out var key))
            return new(key, isDescending);
        reader.Refuse("sort", $"It must be one of {string.Join(", ", SortKeys.Keys.Order())}, with a minus before it for descending.");
        return MovieOrder.ByTitle;
    }

    [GeneratedRegex(@"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}\z")]
    private static partial Regex Language();

    [GeneratedRegex(@"\A[A-Za-z]{2}\z")]
    private static partial Regex Country();
}
