using System.Globalization;
using System.Text.Json.Nodes;
using FilmStreaming.MovieApi.Discovery.Contracts;
using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>Reads pages of lists of films.</summary>
internal sealed class MovieLists(ICatalogueQueries queries, CountCache counts, CursorProtector cursors, MovieSearch search)
{
    /// <summary>The most values that a facet is answered with.</summary>
    public const int MaxFacetValues = 100;

    /// <returns>The films with their cursor and counts, or null where the cursor is not of this list.</returns>
    public async Task<MovieList<Document<Movie>>?> ReadAsync(MovieListQuery query, CancellationToken cancellationToken)
    {
        if (!cursors.TryUnprotect(query.List, query.Cursor, out Cursor? cursor))
            return null;
        var typed = query.Search is { } text ? await search.InterpretAsync(text, cancellationToken) : null;
        var filter = typed is null ? query.Filter : query.Filter.And(typed.Conditions(SearchFields.All, corrected: true));
        var films = query.Order is { } order
            ? OrderedAsync(filter, order, cursor, query.PageSize + 1, cancellationToken)
            : RankedAsync(typed!, query.Filter, cursor, query.PageSize + 1, cancellationToken);
        var total = cursor?.Total is { } known ? Task.FromResult(known) : counts.CountAsync(filter, cancellationToken);
        var facets = FacetsAsync(query.Facets, filter, cancellationToken);
        await Task.WhenAll(films, total, facets);
        var page = (await films).Take(query.PageSize).ToList();
        var next = (await films).Count > query.PageSize ? CursorAt(query.List, page[^1].Position, await total) : null;
        return new([.. page.Select(film => film.Document)], next, await total, await facets);
    }

    /// <summary>The same page with films as they are answered.</summary>
    public static MovieList<MovieResponse> Whole(MovieList<Document<Movie>> list) =>
        new([.. list.Items.Select(MovieResponse.Of)], list.NextCursor, list.Total, list.Facets);

    /// <inheritdoc cref="Whole"/>
    public static MovieList<JsonObject> Sparse(MovieList<Document<Movie>> list, IReadOnlySet<string> fields) =>
        new([.. list.Items.Select(film => SparseFields.Select(MovieResponse.Of(film), fields))], list.NextCursor, list.Total, list.Facets);

    private async Task<IReadOnlyList<ListedMovie>> OrderedAsync(
        MovieFilter filter, MovieOrder order, Cursor? cursor, int take, CancellationToken cancellationToken)
    {
        var films = await queries.ListAsync(filter, order, PositionOf(order, cursor), take, cancellationToken);
        return [.. films.Select(film => new ListedMovie(film, order.PositionOf(film)))];
    }

    private async Task<IReadOnlyList<ListedMovie>> RankedAsync(
        SearchQuery typed, MovieFilter filter, Cursor? cursor, int take, CancellationToken cancellationToken)
    {
        var ranked = await search.RankAsync(typed, filter, SearchFields.All, cancellationToken);
        var behind = cursor is null
            ? ranked
            : ranked.Where(film => film.IsBehind(double.Parse(cursor.Key, CultureInfo.InvariantCulture), cursor.Id));
        return [.. behind.Take(take).Select(film => new ListedMovie(film.Document, new(new(film.Score), film.Document.Id)))];
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<FacetValue>>?> FacetsAsync(
        IReadOnlyList<Facet> facets, MovieFilter filter, CancellationToken cancellationToken)
    {
        if (facets.Count == 0)
            return null;
        var values = await Task.WhenAll(facets.Select(facet => counts.CountAsync(filter, facet, cancellationToken)));
        return facets.Zip(values).ToDictionary(
            pair => pair.First.Name, pair => (IReadOnlyList<FacetValue>)[.. pair.Second.Take(MaxFacetValues)]);
    }

    private string CursorAt(string list, CataloguePosition position, long total)
    {
        var key = position.Value.Text ?? position.Value.Number.ToString("R", CultureInfo.InvariantCulture);
        return cursors.Protect(list, new Cursor(key, position.Id, total));
    }

    // Nobody but this class can have written it.
    private static CataloguePosition? PositionOf(MovieOrder order, Cursor? cursor) => cursor is null ? null : new(
        order.Key == CatalogueKey.Title ? new(cursor.Key) : new(double.Parse(cursor.Key, CultureInfo.InvariantCulture)),
        cursor.Id);

    private sealed record ListedMovie(Document<Movie> Document, CataloguePosition Position);
}
