using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>The films that the rows of a batch could mean, by key, kept up with what the batch writes.</summary>
internal sealed class FilmView
{
    private readonly Dictionary<string, Document<Movie>> _byKey = new(StringComparer.Ordinal);

    /// <summary>One query for each kind of key.</summary>
    public static async Task<FilmView> LoadAsync(IMovieStore store, IEnumerable<Movie> rows, CancellationToken cancellationToken)
    {
        var films = rows.ToList();
        var view = new FilmView();
        foreach (var index in MovieCollection.Definition.Unique)
        {
            var keys = films.Select(index.Key).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            foreach (var document in await store.Documents.FindManyByAsync(index, keys, cancellationToken))
                view.Put(document);
        }

        return view;
    }

    public Document<Movie>? Find(UniqueIndex<Movie> index, Movie film) =>
        index.Key(film) is { } key ? _byKey.GetValueOrDefault(KeyOf(index, key)) : null;

    /// <summary>Adds a film, or takes its new state instead of the old one.</summary>
    public void Put(Document<Movie> document, Document<Movie>? old = null)
    {
        foreach (var key in old is null ? [] : KeysOf(old.Body))
            _byKey.Remove(key);
        foreach (var key in KeysOf(document.Body))
            _byKey[key] = document;
    }

    /// <summary>The keys of a film, each with its kind.</summary>
    public static IEnumerable<string> KeysOf(Movie film) => MovieCollection.Definition.Unique
        .Where(index => index.Key(film) is not null)
        .Select(index => KeyOf(index, index.Key(film)!));

    private static string KeyOf(UniqueIndex<Movie> index, string key) => $"{index.Name}:{key}";
}
