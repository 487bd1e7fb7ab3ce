using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FilmStreaming.MovieApi.Discovery.Contracts;
using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Export;
using FilmStreaming.MovieApi.Import;
using FilmStreaming.MovieApi.Import.Vega;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Ratings;
using FilmStreaming.MovieApi.Search.Suggestions;
using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.MovieApi.Similar;
using FilmStreaming.MovieApi.Trends;
using FilmStreaming.MovieApi.Trends.CoWatch;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi;

/// <summary>The JSON form of everything that the service takes, gives and stores.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(MovieRequest))]
[JsonSerializable(typeof(MovieResponse))]
[JsonSerializable(typeof(MovieList<MovieResponse>))]
[JsonSerializable(typeof(MovieList<JsonObject>))]
[JsonSerializable(typeof(MovieList<FilmographyEntry>))]
[JsonSerializable(typeof(Page<FacetValue>))]
[JsonSerializable(typeof(ImportRowResult))]
[JsonSerializable(typeof(ImportEnd))]
[JsonSerializable(typeof(ExportedMovie))]
[JsonSerializable(typeof(VegaMovieRow))]
[JsonSerializable(typeof(Document<Movie>))]
[JsonSerializable(typeof(Document<VocabularyWord>))]
[JsonSerializable(typeof(SuggestionList))]
[JsonSerializable(typeof(SimilarMovieList))]
[JsonSerializable(typeof(TrendingMovieList))]
[JsonSerializable(typeof(Document<PlayFact>))]
[JsonSerializable(typeof(Document<MovieTrend>))]
[JsonSerializable(typeof(Document<Viewing>))]
[JsonSerializable(typeof(Document<PseudonymKey>))]
[JsonSerializable(typeof(Document<ViewerRating>))]
internal sealed partial class MovieJsonContext : JsonSerializerContext;
