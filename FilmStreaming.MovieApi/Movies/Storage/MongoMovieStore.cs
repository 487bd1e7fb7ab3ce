using System.Text.RegularExpressions;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Movies.Storage;

/// <summary>The films in MongoDB.</summary>
internal sealed class MongoMovieStore(MongoDocuments<Movie> documents, VocabularyWriter vocabulary) : IMovieStore
{
    private static readonly FilterDefinitionBuilder<Document<Movie>> Filter = Builders<Document<Movie>>.Filter;

    public IDocuments<Movie> Documents { get; } = new SpelledMovies(documents, vocabulary);

    public async Task<MovieSlice> ListAsync(MovieQuery query, CancellationToken cancellationToken)
    {
        if (query.Words is [])
            return new([], 0);
        var matches = Matching(query.Words);
        if (query.Audience == Audience.Viewers)
            matches &= Filter.Eq(document => document.Body.Status, MovieStatus.Published);
        var total = documents.Collection.CountDocumentsAsync(matches, cancellationToken: cancellationToken);
        var items = documents.Collection
            .Find(query.After is null ? matches : matches & Behind(query.After))
            .SortBy(document => document.Body.Keys!.SortTitle)
            .ThenBy(document => document.Id)
            .Limit(query.Take)
            .ToListAsync(cancellationToken);
        await Task.WhenAll(total, items);
        return new(await items, await total);
    }

    // A deleted film has no keys. Asking for a text, not for existence, lets the index answer.
    private static FilterDefinition<Document<Movie>> Matching(IReadOnlyList<string>? words) => words is null
        ? Filter.Gte(document => document.Body.Keys!.SortTitle, "")
        : Filter.And(words.Select(BeginsAWord));

    // An anchored pattern without options is a range of the index.
    private static FilterDefinition<Document<Movie>> BeginsAWord(string prefix) =>
        Filter.Regex("body.keys.titleWords", new BsonRegularExpression("^" + Regex.Escape(prefix)));

    private static FilterDefinition<Document<Movie>> Behind(Cursor position) =>
        Filter.Gte(document => document.Body.Keys!.SortTitle, position.Key)
        & (Filter.Gt(document => document.Body.Keys!.SortTitle, position.Key) | Filter.Gt(document => document.Id, position.Id));
}
