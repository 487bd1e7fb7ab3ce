using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using Microsoft.Extensions.Options;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Search.Storage;

/// <summary>The words in MongoDB.</summary>
internal sealed class MongoVocabularyStore(MongoDocuments<VocabularyWord> documents, IOptions<SearchOptions> options) : IVocabularyStore
{
    private static readonly FilterDefinitionBuilder<Document<VocabularyWord>> Filter = Builders<Document<VocabularyWord>>.Filter;

    public async Task AddAsync(IReadOnlyCollection<string> words, CancellationToken cancellationToken)
    {
        var ids = words.ToDictionary(VocabularyWord.IdOf);
        var there = await documents.Collection.Find(Filter.In(document => document.Id, ids.Keys))
            .Project(document => document.Id)
            .ToListAsync(cancellationToken);
        there.ForEach(id => ids.Remove(id));
        // What another replica added since is refused as a duplicate, which is as good.
        await documents.InsertManyAsync([.. ids.Select(pair => New(pair.Key, pair.Value))], cancellationToken);
    }

    public Task<IReadOnlyList<string>> FindAsync(IReadOnlyCollection<string> words, CancellationToken cancellationToken) => ReadAsync(
        Filter.In(document => document.Id, words.Select(VocabularyWord.IdOf)), "_id_", words.Count, cancellationToken);

    public Task<IReadOnlyList<string>> BeginningWithAsync(string beginning, int take, CancellationToken cancellationToken) => ReadAsync(
        Filter.Gte(document => document.Body.Text, beginning) & Filter.Lt(document => document.Body.Text, beginning + '\uFFFF'),
        VocabularyCollection.ByText.Name,
        take,
        cancellationToken);

    public Task<IReadOnlyList<string>> SharingAsync(
        IReadOnlyCollection<string> deletions, int take, CancellationToken cancellationToken) =>
        ReadAsync(Filter.In("body.deletions", deletions), VocabularyCollection.ByDeletion.Name, take, cancellationToken);

    private async Task<IReadOnlyList<string>> ReadAsync(
        FilterDefinition<Document<VocabularyWord>> filter, string index, int take, CancellationToken cancellationToken)
    {
        await documents.EnsureIndexesAsync(cancellationToken);
        var words = await documents.Collection.Find(filter, new() { Hint = index, MaxTime = options.Value.TimeLimit })
            .Limit(take)
            .Project(document => document.Body.Text)
            .ToListAsync(cancellationToken);
        words.Sort(StringComparer.Ordinal);
        return words;
    }

    private static NewDocument<VocabularyWord> New(Guid id, string word) =>
        new(id, new() { Text = word, Deletions = Deletions.Of(word) }, []);
}
