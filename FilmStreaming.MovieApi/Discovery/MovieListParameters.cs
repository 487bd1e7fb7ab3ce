using System.Collections.Frozen;
using System.Text.RegularExpressions;
using FilmStreaming.MovieApi.Discovery.Contracts;
using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Search;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>Turns the parameters of a request into the query that they mean.</summary>
internal static partial class MovieListParameters
{
    public const int DefaultPageSize = 20;

    private const string Relevance = "relevance";

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
        string? search = null;
        if (request is MovieListRequest list)
        {
            search = ReadSearch(reader, list.Q);
            order = ReadOrder(reader, list.Sort, search is not null);
        }

        if (request.PageSize is < 1 or > 100)
            reader.Refuse("pageSize", "It must be between 1 and 100.");
        var facets = reader.ReadChoices(
            "facets", request.Facets, name => Facet.All.FirstOrDefault(facet => facet.Name == name), () => string.Join(", ", Facet.All.Select(facet => facet.Name)));
        var fields = reader.ReadChoices(
            "fields", request.Fields, name => SparseFields.Names.Contains(name) ? name : null, () => string.Join(", ", SparseFields.Names));
        query = new(route, reader.Filter, order, request.PageSize ?? DefaultPageSize, request.Cursor, facets, fields.Count == 0 ? null : fields.ToHashSet(), search);
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

    private static string? ReadSearch(ParameterReader reader, string? q)
    {
        if (string.IsNullOrWhiteSpace(q))
            return null;
        if (SearchQuery.Error(q) is { } error)
            reader.Refuse(SearchQuery.Parameter, error);
        return q;
    }

    private static MovieOrder? ReadOrder(ParameterReader reader, string? sort, bool isSearch)
    {
        if (isSearch && sort is (null or Relevance))
            return null;
        if (sort is null)
            return MovieOrder.ByTitle;
        var isDescending = sort.StartsWith('-');
        if (SortKeys.TryGetValue(isDescending ? sort[1..] : sort, out var key))
            return new(key, isDescending);
        reader.Refuse("sort", sort == Relevance
            ? "Films are relevant to a search: q is missing."
            : $"It must be {Relevance} or one of {string.Join(", ", SortKeys.Keys.Order())}, these with a minus before it for descending.");
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}\z")]
    private static partial Regex Language();

    [GeneratedRegex(@"\A[A-Za-z]{2}\z")]
    private static partial Regex Country();
}
