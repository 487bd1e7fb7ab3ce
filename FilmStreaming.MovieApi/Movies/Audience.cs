using System.Security.Claims;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>Who asks, and so which films there are for them. What one does not see is answered as if it did not exist.</summary>
internal enum Audience
{
    /// <summary>Everybody: published films, whether or not they may be played now.</summary>
    Viewers,

    /// <summary>Those who write the catalogue: also drafts and archived films.</summary>
    Editors,
}

internal static class Audiences
{
    public static Audience GetAudience(this ClaimsPrincipal user) =>
        user.IsInRole(Roles.Editor) || user.IsInRole(Roles.Administrator) ? Audience.Editors : Audience.Viewers;

    /// <summary>The rule itself; the lists of films say the same.</summary>
    public static bool Sees(this Audience audience, Movie movie) => movie.DeletedAt is null && audience.Sees(movie.Status);

    /// <summary>The rule for films that are not deleted.</summary>
    public static bool Sees(this Audience audience, MovieStatus status) => audience == Audience.Editors || status == MovieStatus.Published;

    /// <summary>The film that is meant, if there is one and it is for this audience.</summary>
    public static async Task<Document<Movie>?> FindAsync(
        this IMovieStore store, MovieReference reference, Audience audience, CancellationToken cancellationToken) =>
        await reference.FindInAsync(store.Documents, cancellationToken) is { } found && audience.Sees(found.Body) ? found : null;
}
