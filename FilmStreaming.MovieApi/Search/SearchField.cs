namespace FilmStreaming.MovieApi.Search;

/// <summary>The fields of a film that a search reads, the weightiest first.</summary>
internal enum SearchField
{
    Title,
    OriginalTitle,
    Person,
    Tag,

    /// <summary>The tagline and the description.</summary>
    Description,
}

internal static class SearchFields
{
    public static readonly IReadOnlyList<SearchField> Titles = [SearchField.Title, SearchField.OriginalTitle];

    /// <summary>Where what somebody types is a name that they have in mind, and not something that the film tells of.</summary>
    public static readonly IReadOnlyList<SearchField> Names = [.. Titles, SearchField.Person, SearchField.Tag];

    public static readonly IReadOnlyList<SearchField> All = [.. Names, SearchField.Description];

    public static double Weight(this SearchField field) => field switch
    {
        SearchField.Title => 10,
        SearchField.OriginalTitle => 9,
        SearchField.Person => 6,
        SearchField.Tag => 4,
        _ => 1,
    };
}
