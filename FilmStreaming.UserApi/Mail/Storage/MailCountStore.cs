using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;

namespace FilmStreaming.UserApi.Mail.Storage;

internal static class MailCountStore
{
    public static readonly CollectionDefinition<MailCount> Definition = new()
    {
        Name = "mailCounts",
        Json = UserJsonContext.Default.DocumentMailCount,
        Expiry = new("expiresAt", count => count.ExpiresAt),
    };
}

internal sealed class MongoMailCountStore(MongoDocuments<MailCount> documents) : IMailCountStore
{
    public IDocuments<MailCount> Documents => documents;
}

internal sealed class EmbeddedMailCountStore(EmbeddedDocuments<MailCount> documents) : IMailCountStore
{
    public IDocuments<MailCount> Documents => documents;
}
