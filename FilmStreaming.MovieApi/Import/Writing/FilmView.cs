using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>The films that the rows of a batch could mean, by key, kept up with what the batch writes.</summary>
internal sealed class FilmView
{
    private readonly Dictionary<string, Document<Movie>> _byKey = new(StringComparer.Ordinal);

    /// <summary>One query for each kind of key, all at once.</summary>
    /// <param name="store">The catalogue.</param>
    /// <param name="films">What the rows say, each as <see cref="AsFilm"/>.</param>
    /// <param name="cancellationToken">The client went away.</param>
    public static async Task<FilmView> LoadAsync(
        IMovieStore store, IReadOnlyCollection<Movie> films, CancellationToken cancellationToken)
    {
        var view = new FilmView();
        var found = await Task.WhenAll(MovieCollection.Definition.Unique.Select(index => store.Documents.FindManyByAsync(
            index, [.. films.Select(film => KeyIn(index, film)).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken)));
        foreach (var document in found.SelectMany(documents => documents))
            view.Put(document);
        return view;
    }

    public Document<Movie>? Find(UniqueIndex<Movie> index, Movie film) =>
        KeyIn(index, film) is { } key ? _byKey.GetValueOrDefault(KeyOf(index, key)) : null;

    /// <summary>Adds a film, or takes its new state instead of the old one.</summary>
    public void Put(Document<Movie> document, Document<Movie>? old = null)
    {
        foreach (var key in old is null ? [] : KeysOf(old.Body))
            _byKey.Remove(key);
        foreach (var key in KeysOf(document.Body))
            _byKey[key] = document;
    }

    /// <summary>The keys of a film, each with its kind.</summary>
    private static IEnumerable<string> KeysOf(Movie film) => MovieCollection.Definition.Unique
        .Where(index => KeyIn(index, film) is not null)
        .Select(index => KeyOf(index, KeyIn(index, film)!));

    /// <summary>As much of a row as its keys are made of. Nothing else of it has been checked yet.</summary>
    public static Movie AsFilm(MovieRequest row) => Movie.Create(
        new() { Title = row.Title ?? "", ReleaseDate = row.ReleaseDate, ReleaseYear = row.ReleaseYear, ExternalIds = row.ExternalIds },
        now: default);

    // Without a title there is no natural key: a row may name its film by external id only.
    private static string? KeyIn(UniqueIndex<Movie> index, Movie film) =>
        film.Title.Length == 0 && index == MovieCollection.ByNaturalKey ? null : index.Key(film);

    private static string KeyOf(UniqueIndex<Movie> index, string key) => $"{index.Name}:{key}";
}
