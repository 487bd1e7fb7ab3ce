using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Movies.Storage;

/// <summary>The films in MongoDB.</summary>
internal sealed class MongoMovieStore(MongoDocuments<Movie> documents, VocabularyWriter vocabulary) : IMovieStore
{
    public IDocuments<Movie> Documents { get; } = new SpelledMovies(documents, vocabulary);

    public Task SetPopularityAsync(Document<Movie> film, double popularity, CancellationToken cancellationToken) =>
        documents.Collection.UpdateOneAsync(
            document => document.Id == film.Id && document.Version == film.Version,
            Builders<Document<Movie>>.Update
                .Set(document => document.Body.Keys!.Popularity, popularity)
                .Set(document => document.Body.Keys!.Band, MovieKeys.BandOf(popularity)),
            cancellationToken: cancellationToken);
}
