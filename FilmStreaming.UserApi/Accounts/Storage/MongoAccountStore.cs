using System.Text.RegularExpressions;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Accounts.Storage;

internal sealed class MongoAccountStore(MongoDocuments<Account> documents) : AccountStore(documents)
{
    private const int MaxAdministrators = 1000;

    private readonly MongoDocuments<Account> _documents = documents;

    private static FilterDefinitionBuilder<Document<Account>> Where => Builders<Document<Account>>.Filter;

    public override Task<bool> AnyWithRoleAsync(string role, CancellationToken cancellationToken) =>
        _documents.Collection.Find(account => account.Body.Roles.Contains(role)).Limit(1).AnyAsync(cancellationToken);

    public override async Task<IReadOnlyList<Guid>> ListAdministratorsAsync(CancellationToken cancellationToken) =>
        await _documents.Collection.Find(account => account.Body.Roles.Contains(Roles.Administrator))
            .Limit(MaxAdministrators).Project(account => account.Id).ToListAsync(cancellationToken);

    private static FilterDefinition<Document<Account>> Unclaimed(DateTimeOffset createdBefore, Guid after) =>
        Where.Exists("body.emailVerifiedAt", exists: false)
        & Where.Gt(account => account.Id, after)
        & Where.Lt(account => account.Body.CreatedAt, createdBefore)
        & Where.Exists("body.passwordHash") & Where.Exists("body.lockedAt", exists: false) & Where.Exists("body.plan", exists: false)
        & Where.Exists("body.imageId", exists: false)
        & Where.Eq(account => account.Body.Roles, [Roles.Viewer]);

    public override async Task<IReadOnlyList<Document<Account>>> ListUnclaimedAsync(
        DateTimeOffset createdBefore, Guid after, CancellationToken cancellationToken) =>
        await _documents.Collection.Find(Unclaimed(createdBefore, after))
            .Sort(Builders<Document<Account>>.Sort.Ascending(account => account.Id))
            .Limit(MaxUnclaimed)
            .ToListAsync(cancellationToken);

    public override async Task<IReadOnlyList<Document<Account>>> ListAsync(AccountQuery query, CancellationToken cancellationToken) =>
        await _documents.Collection.Find(FilterFor(query))
            .Sort(Builders<Document<Account>>.Sort.Ascending(account => account.Body.NormalizedEmail))
            .Limit(query.Limit)
            .ToListAsync(cancellationToken);

    /// <summary>As the server gets it, for the tests that have it explained.</summary>
    public BsonDocument FilterOf(AccountQuery query) =>
        FilterFor(query).Render(new(_documents.Collection.DocumentSerializer, _documents.Collection.Settings.SerializerRegistry));

    private static FilterDefinition<Document<Account>> FilterFor(AccountQuery query)
    {
        // Always some condition on an index, or the whole collection would be read and sorted for the first page.
        var filter = Where.Gt(account => account.Body.NormalizedEmail, query.After ?? "");
        if (query.EmailPrefix is { } email)
            filter &= BeginsWith("body.normalizedEmail", email);
        foreach (var prefix in query.NamePrefixes)
            filter &= BeginsWith("body.nameKeys", prefix);
        if (query.Role is { } role)
            filter &= Where.AnyEq(account => account.Body.Roles, role);
        if (query.IsLocked is { } isLocked)
            filter &= isLocked ? Where.Gt("body.lockedAt", DateTimeOffset.UnixEpoch) : Where.Exists("body.lockedAt", exists: false);
        return filter;
    }

    private static FilterDefinition<Document<Account>> BeginsWith(string field, string prefix) =>
        Where.Regex(field, new BsonRegularExpression("^" + Regex.Escape(prefix)));
}
