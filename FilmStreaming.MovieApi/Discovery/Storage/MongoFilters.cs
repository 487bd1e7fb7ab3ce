using System.Text.RegularExpressions;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Discovery.Planning;
using FilmStreaming.MovieApi.Movies;
using MongoDB.Bson;

namespace FilmStreaming.MovieApi.Discovery.Storage;

/// <summary>Writes filters and positions as MongoDB reads them.</summary>
internal static class MongoFilters
{
    public const string Tokens = "body.keys.tokens";
    public const string Band = "body.keys.band";

    // A deleted film has no keys, and what only excludes would let it through; so such filters ask for all that have a title.
    private static readonly BsonDocument Everything = new(CatalogueKey.Title.Field, new BsonDocument("$gte", ""));

    public static BsonDocument Of(MovieFilter filter, IndexUse use) =>
        All(use.Conditions.Count > 0 ? Conditions(filter, use) : Conditions(filter, use).Prepend(Everything));

    public static BsonDocument Of(QueryPlan plan, KeyWindow window, MovieOrder order) => All(plan switch
    {
        WindowPlan { Index: QueryPlanner.TokenIndex } => Conditions(plan.Residual, plan.Use).Concat(Bands(window, order)),
        SelectivePlan when window == default => Conditions(plan.Residual, plan.Use),
        _ => Conditions(plan.Residual, plan.Use).Prepend(Of(window, order)),
    });

    public static BsonDocument SortOf(MovieOrder order) =>
        new() { [order.Key.Field] = order.IsDescending ? -1 : 1, ["_id"] = order.IsDescending ? -1 : 1 };

    // What the index does not read is asked in a form that no index answers: DocumentDB would read all that it has of a frequent token,
    // and for what is excluded all that it has.
    private static IEnumerable<BsonDocument> Conditions(MovieFilter filter, IndexUse use) => filter.Conditions.Select(condition => condition switch
    {
        TokenCondition { IsExclusion: true } => Not(Of(condition)),
        TokenCondition or PrefixCondition when !use.Conditions.Contains(condition) => Not(Not(Of(condition))),
        _ => Of(condition),
    });

    private static BsonDocument Not(BsonDocument condition) => new("$nor", new BsonArray { condition });

    /// <summary>The bands of a stretch and, where it does not begin and end with a band, its bounds.</summary>
    private static IEnumerable<BsonDocument> Bands(KeyWindow window, MovieOrder order)
    {
        var (low, high) = order.IsDescending ? (window.UpTo, window.After) : (window.After, window.UpTo);
        var range = new BsonDocument();
        if (low is { } least)
            range["$gte"] = MovieKeys.BandOf(least.Value.Number);
        if (high is { } most)
            range[IsEdge(most) ? "$lt" : "$lte"] = MovieKeys.BandOf(most.Value.Number);
        if (range.ElementCount > 0)
            yield return new(Band, range);
        if (!IsEdge(low) || !IsEdge(high))
            yield return Of(window, order);

        static bool IsEdge(CataloguePosition? position) => position is not { } at || (at.Id == Guid.Empty && at.Value.Number % 1 == 0);
    }

    private static BsonDocument Of(MovieCondition condition) => condition switch
    {
        TokenCondition { Tokens: [var token] } => new(Tokens, token),
        TokenCondition tokens => new(Tokens, new BsonDocument("$in", new BsonArray(tokens.Tokens))),
        // An anchored pattern without options is a range of the index.
        PrefixCondition { Prefixes: [var prefix] } => Begins(prefix),
        PrefixCondition prefixes => new("$or", new BsonArray(prefixes.Prefixes.Select(Begins))),
        RangeCondition range => new(range.Key.Field, Between("$gte", range.Min, "$lte", range.Max)),
        _ => throw new ArgumentException($"{condition.GetType()} is not known to MongoDB.", nameof(condition)),
    };

    private static BsonDocument Begins(string prefix) => new(Tokens, new BsonRegularExpression("^" + Regex.Escape(prefix)));

    /// <summary>
    /// The films of a stretch, so that each part is bounded in the index (key, id): those of the first value behind its id, those of
    /// the values between, and those of the last value up to its id.
    /// </summary>
    private static BsonDocument Of(KeyWindow window, MovieOrder order)
    {
        var (key, behind, before) = (order.Key.Field, order.IsDescending ? "$lt" : "$gt", order.IsDescending ? "$gt" : "$lt");
        if (window is { After: { } first, UpTo: { } last } && first.Value == last.Value)
            return new() { [key] = ValueOf(first), ["_id"] = new BsonDocument { [behind] = IdOf(first), [before + "e"] = IdOf(last) } };

        var parts = new BsonArray();
        if (window.After is { } after)
            parts.Add(new BsonDocument { [key] = ValueOf(after), ["_id"] = new BsonDocument(behind, IdOf(after)) });
        parts.Add(new BsonDocument(key, Between(behind, ValueOf(window.After), before, ValueOf(window.UpTo), order.Key)));
        if (window.UpTo is { } upTo)
            parts.Add(new BsonDocument { [key] = ValueOf(upTo), ["_id"] = new BsonDocument(before + "e", IdOf(upTo)) });
        return parts is [BsonDocument only] ? only : new("$or", parts);
    }

    private static BsonDocument Between(string low, BsonValue? min, string high, BsonValue? max, CatalogueKey? key = null)
    {
        var range = new BsonDocument();
        if (min is not null)
            range[low] = min;
        if (max is not null)
            range[high] = max;
        // A range of everything of this type: what has no keys is not in it, and an index answers it.
        if (range.ElementCount == 0)
            range["$gte"] = key == CatalogueKey.Title ? "" : double.NegativeInfinity;
        return range;
    }

    private static BsonDocument Between(string low, double? min, string high, double? max) =>
        Between(low, min is { } from ? new BsonDouble(from) : null, high, max is { } to ? new BsonDouble(to) : null);

    private static BsonValue? ValueOf(CataloguePosition? position) => position is { } known ? ValueOf(known) : null;

    private static BsonValue ValueOf(CataloguePosition position) =>
        position.Value.Text is { } text ? new BsonString(text) : new BsonDouble(position.Value.Number);

    private static BsonBinaryData IdOf(CataloguePosition position) => new(position.Id, GuidRepresentation.Standard);

    private static BsonDocument All(IEnumerable<BsonDocument> conditions) => conditions.ToList() switch
    {
        [var only] => only,
        var all => new("$and", new BsonArray(all)),
    };
}
