using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Discovery.Planning;

/// <summary>A stretch of a list, in the order of the list.</summary>
/// <param name="After">Starts behind this position; null at the beginning.</param>
/// <param name="UpTo">Ends with this position; null at the end.</param>
internal readonly record struct KeyWindow(CataloguePosition? After, CataloguePosition? UpTo)
{
    private static readonly Guid LastId = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /// <summary>The part of a list that a position leaves, and that the filter's own bounds on the key of the order leave of it.</summary>
    public static KeyWindow Of(MovieFilter filter, MovieOrder order, CataloguePosition? after)
    {
        var window = new KeyWindow(after, null);
        foreach (var range in filter.Conditions.OfType<RangeCondition>().Where(range => range.Key == order.Key))
        {
            // No film has an id of zeros or of ones.
            CataloguePosition? low = range.Min is { } min ? new(new(min), Guid.Empty) : null;
            CataloguePosition? high = range.Max is { } max ? new(new(max), LastId) : null;
            var (first, last) = order.IsDescending ? (high, low) : (low, high);
            window = new(Later(order, window.After, first), Earlier(order, window.UpTo, last));
        }

        return window;
    }

    /// <summary>Where the films of this one's <see cref="MovieKeys.Band"/> end, in a list that is sorted by popularity. No film is there.</summary>
    public static CataloguePosition EndOfBand(CataloguePosition position, MovieOrder order) =>
        new(new(MovieKeys.BandOf(position.Value.Number) + (order.IsDescending ? 0 : 1)), Guid.Empty);

    public bool IsEmpty(MovieOrder order) => After is { } after && UpTo is { } upTo && order.Compare(after, upTo) >= 0;

    private static CataloguePosition? Later(MovieOrder order, CataloguePosition? left, CataloguePosition? right) =>
        left is { } l && right is { } r ? order.Compare(l, r) >= 0 ? l : r : left ?? right;

    private static CataloguePosition? Earlier(MovieOrder order, CataloguePosition? left, CataloguePosition? right) =>
        left is { } l && right is { } r ? order.Compare(l, r) <= 0 ? l : r : left ?? right;
}
