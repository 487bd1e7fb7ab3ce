using System.Text.RegularExpressions;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Search.Storage;

/// <summary>Reads films by the index of their terms.</summary>
internal sealed class MongoCandidateStore(MongoDocuments<Movie> documents, IOptions<SearchOptions> options) : ICandidateStore
{
    private const string Terms = "body.keys.terms";

    private static readonly FilterDefinitionBuilder<Document<Movie>> Filter = Builders<Document<Movie>>.Filter;

    public Task<IReadOnlyList<Document<Movie>>> FindAsync(
        IReadOnlyList<TermChoice> choices, int take, CancellationToken cancellationToken) =>
        MostPopularAsync(Filter.And(choices.Select(Meets)), take, cancellationToken);

    public Task<IReadOnlyList<Document<Movie>>> FindByTitleAsync(string sortTitle, int take, CancellationToken cancellationToken) =>
        MostPopularAsync(Filter.Eq(document => document.Body.Keys!.SortTitle, sortTitle), take, cancellationToken);

    /// <summary>The condition of a choice.</summary>
    public static FilterDefinition<Document<Movie>> Meets(TermChoice choice) =>
        Filter.Or([Filter.In(Terms, choice.AnyOf), .. choice.Beginnings.Select(Begins)]);

    // An anchored pattern without options is a range of the index.
    private static FilterDefinition<Document<Movie>> Begins(string beginning) =>
        Filter.Regex(Terms, new BsonRegularExpression("^" + Regex.Escape(beginning)));

    private async Task<IReadOnlyList<Document<Movie>>> MostPopularAsync(
        FilterDefinition<Document<Movie>> filter, int take, CancellationToken cancellationToken) =>
        await documents.Collection
            .Find(filter & Filter.Eq(document => document.Body.Status, MovieStatus.Published), new() { MaxTime = options.Value.TimeLimit })
            .SortByDescending(document => document.Body.Rating!.Votes).ThenBy(document => document.Id)
            .Limit(take)
            .ToListAsync(cancellationToken);
}
