using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>How a list of films is sorted; films of equal value by their ids, in the same direction.</summary>
/// <param name="Key">A value that every film has.</param>
/// <param name="IsDescending">The greatest first.</param>
internal sealed record MovieOrder(CatalogueKey Key, bool IsDescending = false)
{
    public static readonly MovieOrder ByTitle = new(CatalogueKey.Title);
    public static readonly MovieOrder MostPopular = new(CatalogueKey.Popularity, IsDescending: true);
    public static readonly MovieOrder TopRated = new(CatalogueKey.Score, IsDescending: true);
    public static readonly MovieOrder LatestAdded = new(CatalogueKey.Added, IsDescending: true);
    public static readonly MovieOrder LatestReleased = new(CatalogueKey.Released, IsDescending: true);

    public CataloguePosition PositionOf(Document<Movie> film) => new(Key.Of(film.Body.Keys!)!.Value, film.Id);

    /// <summary>Negative where the left one comes first.</summary>
    public int Compare(CataloguePosition left, CataloguePosition right) => IsDescending ? right.CompareTo(left) : left.CompareTo(right);
}
