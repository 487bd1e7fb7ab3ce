using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>Lays content over a film that is there: what the content has replaces, what it has not stays.</summary>
internal static class FilmMerge
{
    /// <summary>The content of a film, as a request that would leave it as it is.</summary>
    public static MovieRequest ContentOf(Movie film) => new MovieRequest().Over(film);

    /// <summary>Lists are replaced as a whole; certificates and external ids are replaced one by one.</summary>
    public static MovieRequest Over(this MovieRequest row, Movie film) => new()
    {
        Title = row.Title ?? film.Title,
        OriginalTitle = row.OriginalTitle ?? film.OriginalTitle,
        Description = row.Description ?? film.Description,
        Tagline = row.Tagline ?? film.Tagline,
        ReleaseDate = row.ReleaseDate ?? film.ReleaseDate,
        ReleaseYear = row.ReleaseYear ?? row.ReleaseDate?.Year ?? film.ReleaseYear,
        RuntimeMinutes = row.RuntimeMinutes ?? film.RuntimeMinutes,
        CreditsStartMs = row.CreditsStartMs ?? film.CreditsStartMs,
        Genres = row.Genres ?? film.Genres,
        Directors = row.Directors ?? film.Directors,
        Writers = row.Writers ?? film.Writers,
        Cast = row.Cast ?? film.Cast,
        Languages = row.Languages ?? film.Languages,
        Countries = row.Countries ?? film.Countries,
        Maturity = row.Maturity ?? film.Maturity,
        Certificates = Over(row.Certificates, film.Certificates),
        PosterUrl = row.PosterUrl ?? film.PosterUrl,
        BackdropUrl = row.BackdropUrl ?? film.BackdropUrl,
        ExternalIds = Over(row.ExternalIds, film.ExternalIds),
        Rating = row.Rating ?? film.Rating,
        Tags = row.Tags ?? film.Tags,
        Status = row.Status ?? film.Status,
        AvailableFrom = row.AvailableFrom ?? film.AvailableFrom,
        AvailableUntil = row.AvailableUntil ?? film.AvailableUntil,
    };

    private static IReadOnlyDictionary<string, string>? Over(
        IReadOnlyDictionary<string, string>? row, IReadOnlyDictionary<string, string>? film)
    {
        if (row is null || film is null)
            return row ?? film;
        var merged = film.ToDictionary();
        foreach (var (country, certificate) in row)
            merged[country] = certificate;
        return merged;
    }

    private static ExternalIds? Over(ExternalIds? row, ExternalIds? film) => row is null || film is null
        ? row ?? film
        : new() { Imdb = row.Imdb ?? film.Imdb, Tmdb = row.Tmdb ?? film.Tmdb, Wikidata = row.Wikidata ?? film.Wikidata };
}
