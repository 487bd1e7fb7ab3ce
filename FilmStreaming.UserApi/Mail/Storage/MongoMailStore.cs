using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Mail.Storage;

internal sealed class MongoMailStore(MongoDocuments<QueuedMail> documents) : MailStore(documents)
{
    private readonly MongoDocuments<QueuedMail> _documents = documents;

    private static FilterDefinitionBuilder<Document<QueuedMail>> Where => Builders<Document<QueuedMail>>.Filter;

    public override async Task<IReadOnlyList<Document<QueuedMail>>> ListOfAccountAsync(
        Guid accountId, CancellationToken cancellationToken) =>
        await _documents.Collection.Find(Where.Eq(mail => mail.Body.AccountId, accountId)).ToListAsync(cancellationToken);

    public override async Task<long> RemoveBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var result = await _documents.Collection.DeleteManyAsync(
            Where.Lt(mail => mail.Body.QueuedAt, time) & Where.Exists(mail => mail.OutboxDue, exists: false), cancellationToken);
        return result.DeletedCount;
    }
}
