using System.Text.Json.Serialization;

namespace FilmStreaming.MovieApi.Search.Suggestions;

/// <summary>What a suggestion names.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SuggestionKind>))]
public enum SuggestionKind
{
    [JsonStringEnumMemberName("movie")]
    Movie,

    [JsonStringEnumMemberName("person")]
    Person,
}

/// <summary>A film or a person that what was typed may become.</summary>
public sealed record Suggestion
{
    public required SuggestionKind Kind { get; init; }

    /// <summary>The film's title or the person's name: what to put into the search box.</summary>
    public required string Text { get; init; }

    /// <summary>The film; absent for a person.</summary>
    public Guid? MovieId { get; init; }

    /// <summary>The film's release year, where known.</summary>
    public int? ReleaseYear { get; init; }

    /// <summary>The film's poster, where there is one.</summary>
    public string? PosterUrl { get; init; }
}

/// <param name="Items">The best first.</param>
public sealed record SuggestionList(IReadOnlyList<Suggestion> Items);
