using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>Answers with some members of films only.</summary>
internal static class SparseFields
{
    private const string Id = "id";

    /// <summary>The members of films.</summary>
    public static readonly FrozenSet<string> Names =
        MovieJsonContext.Default.MovieResponse.Properties.Select(property => property.Name).ToFrozenSet(StringComparer.Ordinal);

    public static JsonObject Select(MovieResponse film, IReadOnlySet<string> fields)
    {
        var all = JsonSerializer.SerializeToNode(film, MovieJsonContext.Default.MovieResponse)!.AsObject();
        foreach (var name in all.Select(member => member.Key).Where(name => name != Id && !fields.Contains(name)).ToList())
            all.Remove(name);
        return all;
    }
}
