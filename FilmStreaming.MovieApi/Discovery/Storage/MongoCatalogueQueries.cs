using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Discovery.Planning;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Discovery.Storage;

/// <summary>Queries of the films in MongoDB. Each is told which index to use, so that none reads the collection.</summary>
internal sealed class MongoCatalogueQueries(
    MongoDocuments<Movie> documents, MongoCatalogueSample sample, IOptions<DiscoveryOptions> options) : ICatalogueQueries
{
    private readonly TimeSpan _timeout = options.Value.QueryTimeout;

    public async Task<IReadOnlyList<Document<Movie>>> ListAsync(
        MovieFilter filter, MovieOrder order, CataloguePosition? after, int take, CancellationToken cancellationToken)
    {
        if (filter.IsImpossible)
            return [];
        var plan = await PlanAsync(filter, order, after, take, cancellationToken);
        var films = new List<Document<Movie>>(take);
        var windows = 0;
        foreach (var window in plan.Windows.Where(window => !window.IsEmpty(order)))
        {
            windows++;
            films.AddRange(await ReadAsync(plan, window, order, take - films.Count, cancellationToken));
            if (films.Count == take)
                break;
        }

        PlannerTelemetry.Record(plan, windows);
        return films;
    }

    public async ValueTask<CatalogueSample> GetSampleAsync(CancellationToken cancellationToken) => await sample.GetAsync(cancellationToken);

    public async Task<long> CountAsync(MovieFilter filter, CancellationToken cancellationToken)
    {
        if (filter.IsImpossible)
            return 0;
        var use = await RarestAsync(filter, cancellationToken);
        return await documents.Collection.CountDocumentsAsync(
            MongoFilters.Of(filter, use), new CountOptions { Hint = use.Name, MaxTime = _timeout }, cancellationToken);
    }

    public async Task<IReadOnlyList<FacetValue>> CountAsync(MovieFilter filter, Facet facet, CancellationToken cancellationToken)
    {
        if (filter.IsImpossible)
            return [];
        var use = await RarestAsync(filter, cancellationToken);
        var counts = await documents.Collection
            .Aggregate(new AggregateOptions { Hint = use.Name, MaxTime = _timeout })
            .Match(MongoFilters.Of(filter, use))
            .Project<BsonDocument>(new BsonDocument { ["_id"] = 0, ["value"] = $"${facet.Field}" })
            .Unwind("value")
            .Group<BsonDocument>(new BsonDocument { ["_id"] = "$value", ["count"] = new BsonDocument("$sum", 1) })
            .ToListAsync(cancellationToken);
        return [.. counts.Select(count => new FacetValue(count["_id"].AsString, count["count"].ToInt64()))];
    }

    private async Task<QueryPlan> PlanAsync(
        MovieFilter filter, MovieOrder order, CataloguePosition? after, int take, CancellationToken cancellationToken)
    {
        await documents.EnsureIndexesAsync(cancellationToken);
        return QueryPlanner.Plan(await sample.GetAsync(cancellationToken), filter, order, after, take);
    }

    private async Task<IReadOnlyList<Document<Movie>>> ReadAsync(
        QueryPlan plan, KeyWindow window, MovieOrder order, int take, CancellationToken cancellationToken) =>
        await documents.Collection
            .Find(MongoFilters.Of(plan, window, order), new FindOptions { Hint = plan.Index, MaxTime = _timeout })
            .Sort(MongoFilters.SortOf(order))
            .Limit(take)
            .ToListAsync(cancellationToken);

    private async Task<IndexUse> RarestAsync(MovieFilter filter, CancellationToken cancellationToken)
    {
        await documents.EnsureIndexesAsync(cancellationToken);
        return QueryPlanner.Rarest(await sample.GetAsync(cancellationToken), filter);
    }
}
