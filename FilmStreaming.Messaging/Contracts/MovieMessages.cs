using System.Text.Json.Serialization;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;

namespace FilmStreaming.Messaging.Contracts;

/// <summary>What other services may know of a film.</summary>
/// <param name="MovieId">The film.</param>
/// <param name="Version">Grows by one with each change of the film; the newest version is the truth.</param>
/// <param name="Title">The title as shown.</param>
/// <param name="ReleaseYear">The year of first release, where known.</param>
/// <param name="RuntimeMinutes">The running time, where known.</param>
/// <param name="PosterUrl">An absolute https URL, where there is one.</param>
/// <param name="Status">
/// <see cref="Published"/>, <see cref="Draft"/>, <see cref="Archived"/>, or one that is newer than its reader. Producers older than the
/// member leave it out: their films are published.
/// </param>
/// <param name="CreditsStartMs">Where the credits begin, in milliseconds from the beginning, where known.</param>
public sealed record MovieSnapshot(
    Guid MovieId,
    long Version,
    string Title,
    int? ReleaseYear = null,
    int? RuntimeMinutes = null,
    string? PosterUrl = null,
    string? Status = null,
    long? CreditsStartMs = null)
{
    public const string Published = "published";
    public const string Draft = "draft";
    public const string Archived = "archived";

    /// <summary>Whether viewers may see the film.</summary>
    public bool IsPublished() => Status is null or Published;
}

/// <summary>A film left the catalogue.</summary>
/// <param name="MovieId">The film.</param>
/// <param name="Version">The version that the deletion made.</param>
public sealed record MovieRemoval(Guid MovieId, long Version);

/// <summary>Films that one write of an import added or changed.</summary>
/// <param name="Movies">Each film once.</param>
public sealed record WrittenMovies(IReadOnlyList<MovieVersion> Movies);

/// <param name="MovieId">The film.</param>
/// <param name="Version">The version that the write made.</param>
public sealed record MovieVersion(Guid MovieId, long Version);

/// <summary>Which of these films are there for viewers?</summary>
/// <param name="MovieIds">At most <see cref="MaxMovies"/>.</param>
public sealed record MovieLookup(IReadOnlyList<Guid> MovieIds)
{
    public const int MaxMovies = 100;
}

/// <param name="Movies">Those that the catalogue has, in any order.</param>
public sealed record MovieLookupReply(IReadOnlyList<MovieSnapshot> Movies);

/// <summary>Which films has the catalogue had? For who makes a copy of it anew.</summary>
/// <param name="Limit">How many on a page at most, 1 to <see cref="MaxLimit"/>.</param>
/// <param name="After">The <c>next</c> of the page before; null for the first page.</param>
public sealed record MoviePageQuery(int Limit, Guid? After = null)
{
    /// <summary>Even with the longest titles and URLs less than a message may have.</summary>
    public const int MaxLimit = 200;
}

/// <param name="Movies">Those that are there, in any status, by id.</param>
/// <param name="Removed">Those that were removed, by id.</param>
/// <param name="Next">What to ask for next; null on the last page.</param>
public sealed record MoviePage(IReadOnlyList<MovieSnapshot> Movies, IReadOnlyList<MovieRemoval> Removed, Guid? Next = null);

/// <summary>The events that the Movie API publishes: one for each version of a film, and <see cref="Written"/> besides.</summary>
public static class MovieEvents
{
    private const string Source = "/movieapi";

    public static readonly EventContract<MovieSnapshot> Created =
        new("film.movie.created.v1", Source, MessageJsonContext.Default.MovieSnapshot);

    public static readonly EventContract<MovieSnapshot> Updated =
        new("film.movie.updated.v1", Source, MessageJsonContext.Default.MovieSnapshot);

    public static readonly EventContract<MovieSnapshot> Published =
        new("film.movie.published.v1", Source, MessageJsonContext.Default.MovieSnapshot);

    public static readonly EventContract<MovieSnapshot> Archived =
        new("film.movie.archived.v1", Source, MessageJsonContext.Default.MovieSnapshot);

    public static readonly EventContract<MovieSnapshot> Restored =
        new("film.movie.restored.v1", Source, MessageJsonContext.Default.MovieSnapshot);

    public static readonly EventContract<MovieRemoval> Deleted =
        new("film.movie.deleted.v1", Source, MessageJsonContext.Default.MovieRemoval);

    /// <summary>Tells at once which films an import has written, for who keeps some in memory. It may be lost; the others are not.</summary>
    public static readonly EventContract<WrittenMovies> Written =
        new("film.movies.written.v1", Source, MessageJsonContext.Default.WrittenMovies);
}

/// <summary>The requests that the Movie API answers.</summary>
public static class MovieRequests
{
    public static readonly RequestContract<MovieLookup, MovieLookupReply> Lookup = new(
        "movie.lookup", MessageJsonContext.Default.MovieLookup, MessageJsonContext.Default.MovieLookupReply, TimeSpan.FromSeconds(2));

    public static readonly RequestContract<MoviePageQuery, MoviePage> Page = new(
        "movie.page", MessageJsonContext.Default.MoviePageQuery, MessageJsonContext.Default.MoviePage, TimeSpan.FromSeconds(10));
}

/// <summary>
/// The JSON form of every body between services: camelCase, unset members left out. A member without a default is required: a body
/// that lacks it is not read as zero.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(MovieSnapshot))]
[JsonSerializable(typeof(MovieRemoval))]
[JsonSerializable(typeof(WrittenMovies))]
[JsonSerializable(typeof(MovieLookup))]
[JsonSerializable(typeof(MovieLookupReply))]
[JsonSerializable(typeof(MoviePageQuery))]
[JsonSerializable(typeof(MoviePage))]
[JsonSerializable(typeof(AccountCreation))]
[JsonSerializable(typeof(AccountChange))]
[JsonSerializable(typeof(AccountRemoval))]
[JsonSerializable(typeof(MailQueued))]
[JsonSerializable(typeof(SessionRevocation))]
[JsonSerializable(typeof(RevokedSessionsQuery))]
[JsonSerializable(typeof(RevokedSessionsPage))]
[JsonSerializable(typeof(PlaybackStart))]
[JsonSerializable(typeof(PlaybackCompletion))]
[JsonSerializable(typeof(PlayDeletion))]
[JsonSerializable(typeof(RatingChange))]
internal sealed partial class MessageJsonContext : JsonSerializerContext;
