namespace FilmStreaming.MovieApi;

internal static class MovieExamples
{
    /// <summary>The examples of the OpenAPI document, by name of the member, or by schema and name.</summary>
    public const string Json = """
        {
          "title": "Metropolis",
          "originalTitle": "Metropolis",
          "description": "In a city of towers the son of its master follows a teacher down to those who keep it running.",
          "tagline": "The mediator between head and hands must be the heart.",
          "releaseDate": "1927-01-10",
          "releaseYear": 1927,
          "runtimeMinutes": 153,
          "creditsStartMs": 9060000,
          "genres": ["Drama", "Science Fiction"],
          "directors": ["Fritz Lang"],
          "writers": ["Thea von Harbou"],
          "actor": "Brigitte Helm",
          "character": "Maria",
          "order": 1,
          "languages": ["de"],
          "countries": ["DE"],
          "maturity": 6,
          "certificates": { "DE": "6" },
          "posterUrl": "https://images.example.org/metropolis/poster.jpg",
          "backdropUrl": "https://images.example.org/metropolis/backdrop.jpg",
          "imdb": "tt0017136",
          "tmdb": 19,
          "wikidata": "Q151599",
          "average": 8.3,
          "votes": 187000,
          "tags": ["silent", "restored"],
          "availableFrom": "2027-01-01T00:00:00Z",
          "availableUntil": "2032-01-01T00:00:00Z",
          "version": 3,
          "facets": { "genres": [{ "value": "Drama", "count": 2 }] },
          "FacetValue.value": "Drama",
          "sharedCast": ["Brigitte Helm"],
          "sharedDirectors": ["Fritz Lang"],
          "sharedGenres": ["Drama"],
          "sharedWriters": ["Thea von Harbou"],
          "score": 0.62,
          "watchedAlso": 0.31,
          "rank": 1,
          "text": "Metropolis",
          "reason": "title: The field Title is required."
        }
        """;
}
