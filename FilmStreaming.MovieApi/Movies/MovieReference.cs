using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>
/// A film as a path names it: its id, or <c>imdb:tt0017136</c>, <c>tmdb:19</c> or <c>wikidata:Q151599</c>. Text of another form is
/// answered with 400 before a handler runs.
/// </summary>
internal sealed partial class MovieReference
{
    private readonly Guid _id;
    private readonly UniqueIndex<Movie>? _index;
    private readonly string _key = "";

    private MovieReference(Guid id) => _id = id;

    private MovieReference(UniqueIndex<Movie> index, string key) => (_index, _key) = (index, key);

    /// <summary>The id, where that is how the film is named.</summary>
    public Guid? Id => _index is null ? _id : null;

    /// <summary>Called by the framework to bind a parameter of a route.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MovieReference? reference)
    {
        reference = text?.Split(':', 2) switch
        {
            [_] when Guid.TryParseExact(text, "D", out var id) => new(id),
            ["imdb", var key] when Imdb().IsMatch(key) => new(MovieCollection.ByImdb, key),
            ["tmdb", var key] when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 =>
                new(MovieCollection.ByTmdb, number.ToString(CultureInfo.InvariantCulture)),
            ["wikidata", var key] when Wikidata().IsMatch(key) => new(MovieCollection.ByWikidata, key),
            _ => null,
        };
        return reference is not null;
    }

    /// <summary>The film, whatever its status. A deleted film is found by its id only.</summary>
    public Task<Document<Movie>?> FindInAsync(IDocuments<Movie> documents, CancellationToken cancellationToken) => _index is null
        ? documents.FindAsync(_id, cancellationToken)
        : documents.FindByAsync(_index, _key, cancellationToken);

    /// <summary>The same for all ways to write it: <c>tmdb:019</c> is <c>tmdb:19</c>.</summary>
    public override string ToString() => _index is null ? $"{_id}" : $"{_index.Name}:{_key}";

    [GeneratedRegex(@"\A(?:" + ExternalIds.ImdbForm + @")\z")]
    private static partial Regex Imdb();

    [GeneratedRegex(@"\A(?:" + ExternalIds.WikidataForm + @")\z")]
    private static partial Regex Wikidata();
}
