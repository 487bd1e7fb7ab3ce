using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;

namespace FilmStreaming.MovieApi.Movies.Storage;

/// <summary>The films in MongoDB.</summary>
internal sealed class MongoMovieStore(MongoDocuments<Movie> documents, VocabularyWriter vocabulary) : IMovieStore
{
    public IDocuments<Movie> Documents { get; } = new SpelledMovies(documents, vocabulary);
}
