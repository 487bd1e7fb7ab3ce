using FilmStreaming.Messaging.Events;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Search.Vocabulary;

/// <summary>The films, of which none is written before its words are in the vocabulary: whoever finds the film finds it by its words.</summary>
internal sealed class SpelledMovies(IDocuments<Movie> documents, VocabularyWriter vocabulary) : IDocuments<Movie>
{
    public Task<Document<Movie>?> FindAsync(Guid id, CancellationToken cancellationToken) => documents.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<Document<Movie>>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        documents.FindManyAsync(ids, cancellationToken);

    public Task<Document<Movie>?> FindByAsync(UniqueIndex<Movie> index, string key, CancellationToken cancellationToken) =>
        documents.FindByAsync(index, key, cancellationToken);

    public Task<IReadOnlyList<Document<Movie>>> FindManyByAsync(
        UniqueIndex<Movie> index, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        documents.FindManyByAsync(index, keys, cancellationToken);

    public Task<IReadOnlyList<Document<Movie>>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken) =>
        documents.ListAsync(after, limit, cancellationToken);

    public async Task<WriteResult> InsertAsync(NewDocument<Movie> document, CancellationToken cancellationToken)
    {
        await vocabulary.EnsureAsync([document.Body], cancellationToken);
        return await documents.InsertAsync(document, cancellationToken);
    }

    public async Task<IReadOnlyList<WriteResult>> InsertManyAsync(
        IReadOnlyList<NewDocument<Movie>> many, CancellationToken cancellationToken)
    {
        await vocabulary.EnsureAsync(many.Select(document => document.Body), cancellationToken);
        return await documents.InsertManyAsync(many, cancellationToken);
    }

    public async Task<WriteResult> UpdateAsync(
        Guid id, long expectedVersion, Movie body, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken)
    {
        await vocabulary.EnsureAsync([body], cancellationToken);
        return await documents.UpdateAsync(id, expectedVersion, body, events, cancellationToken);
    }

    public async Task<IReadOnlyList<WriteResult>> UpdateManyAsync(
        IReadOnlyList<DocumentUpdate<Movie>> updates, CancellationToken cancellationToken)
    {
        await vocabulary.EnsureAsync(updates.Select(update => update.Body), cancellationToken);
        return await documents.UpdateManyAsync(updates, cancellationToken);
    }

    public Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken) => documents.DeleteAsync(id, cancellationToken);
}
