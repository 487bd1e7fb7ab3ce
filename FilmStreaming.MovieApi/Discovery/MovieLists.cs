using System.Globalization;
using System.Text.Json.Nodes;
using FilmStreaming.MovieApi.Discovery.Contracts;
using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>Reads pages of lists of films.</summary>
internal sealed class MovieLists(ICatalogueQueries queries, CountCache counts, CursorProtector cursors)
{
    /// <summary>The most values that a facet is answered with.</summary>
    public const int MaxFacetValues = 100;

    /// <returns>The films with their cursor and counts, or null where the cursor is not of this list.</returns>
    public async Task<MovieList<Document<Movie>>?> ReadAsync(MovieListQuery query, CancellationToken cancellationToken)
    {
        if (!cursors.TryUnprotect(query.List, query.Cursor, out Cursor? cursor))
            return null;
        var films = queries.ListAsync(query.Filter, query.Order, PositionOf(query.Order, cursor), query.PageSize + 1, cancellationToken);
        var total = cursor?.Total is { } known ? Task.FromResult(known) : counts.CountAsync(query.Filter, cancellationToken);
        var facets = FacetsAsync(query, cancellationToken);
        await Task.WhenAll(films, total, facets);
        var page = (await films).Take(query.PageSize).ToList();
        var next = (await films).Count > query.PageSize ? CursorAt(query, page[^1], await total) : null;
        return new(page, next, await total, await facets);
    }

    /// <summary>The same page with films as they are answered.</summary>
    public static MovieList<MovieResponse> Whole(MovieList<Document<Movie>> list) =>
        new([.. list.Items.Select(MovieResponse.Of)], list.NextCursor, list.Total, list.Facets);

    /// <inheritdoc cref="Whole"/>
    public static MovieList<JsonObject> Sparse(MovieList<Document<Movie>> list, IReadOnlySet<string> fields) =>
        new([.. list.Items.Select(film => SparseFields.Select(MovieResponse.Of(film), fields))], list.NextCursor, list.Total, list.Facets);

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<FacetValue>>?> FacetsAsync(
        MovieListQuery query, CancellationToken cancellationToken)
    {
        if (query.Facets.Count == 0)
            return null;
        var values = await Task.WhenAll(query.Facets.Select(facet => counts.CountAsync(query.Filter, facet, cancellationToken)));
        return query.Facets.Zip(values).ToDictionary(
            pair => pair.First.Name, pair => (IReadOnlyList<FacetValue>)[.. pair.Second.Take(MaxFacetValues)]);
    }

    private string CursorAt(MovieListQuery query, Document<Movie> last, long total)
    {
        var position = query.Order.PositionOf(last);
        var key = position.Value.Text ?? position.Value.Number.ToString("R", CultureInfo.InvariantCulture);
        return cursors.Protect(query.List, new Cursor(key, position.Id, total));
    }

    // Nobody but this class can have written it.
    private static CataloguePosition? PositionOf(MovieOrder order, Cursor? cursor) => cursor is null ? null : new(
        order.Key == CatalogueKey.Title ? new(cursor.Key) : new(double.Parse(cursor.Key, CultureInfo.InvariantCulture)),
        cursor.Id);
}
