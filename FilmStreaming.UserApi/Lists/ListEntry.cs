using FilmStreaming.ServiceDefaults;

namespace FilmStreaming.UserApi.Lists;

/// <summary>A film in a list of an account. What is shown of the film comes from the projection.</summary>
internal sealed record ListEntry
{
    public required Guid AccountId { get; init; }

    /// <summary>The name of a <see cref="FilmList"/>, or <see cref="FilmList.TakenBack"/>.</summary>
    public required string List { get; init; }

    public required Guid MovieId { get; init; }

    /// <summary>Its place, the latest first: when it was added, or last rated, or put somewhere else; in whole milliseconds.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was added, where it was put somewhere else since.</summary>
    public DateTimeOffset? FirstAddedAt { get; init; }

    /// <summary>1 to 10 in the list of ratings.</summary>
    public int? Rating { get; init; }

    /// <summary>The same at another place.</summary>
    public ListEntry MoveTo(DateTimeOffset place) => this with { AddedAt = place, FirstAddedAt = FirstAddedAt ?? AddedAt };

    /// <summary>A film is at most once in a list, so its place there has an id that follows from both.</summary>
    public static Guid IdOf(Guid accountId, FilmList list, Guid movieId) => DigestId.Of($"{list.Name} {accountId:N} {movieId:N}");
}
