using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Lists;
using FilmStreaming.UserApi.WatchHistory;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>That the queries over what viewers do are answered from their indexes.</summary>
public sealed class MongoUserIndexTests() : UserStoreContract(StorageForm.Mongo)
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 1, 20, 15, 0, TimeSpan.Zero);

    private readonly Guid _account = Guid.CreateVersion7();

    [Theory]
    [InlineData("""{ "body.accountId": @, "body.watchedAt": { "$gte": ISODate("2026-01-01") } }""", "play-history")]
    [InlineData("""{ "body.accountId": @, "body.movieId": @ }""", "play-film")]
    [InlineData("""{ "body.removedAt": { "$gt": ISODate("1970-01-01") }, "outboxDue": null }""", "play-removed")]
    public async Task PlayQuery_IsAnsweredByItsIndex(string filter, string index)
    {
        var plays = Get<IPlayStore>();
        foreach (var minutes in Enumerable.Range(0, 20))
            await plays.AddAsync(Guid.CreateVersion7(), Play.Of(_account, new MovieSnapshot(_account, 1, "M"), Evening.AddMinutes(minutes)), Stop);

        await AssertIndexAsync(Get<MongoDocuments<Play>>().Collection, filter, index);
    }

    [Theory]
    [InlineData("""{ "body.accountId": @, "body.list": "favorites", "body.addedAt": { "$lte": ISODate("2027-01-01") } }""")]
    [InlineData("""{ "body.accountId": @ }""")]
    public async Task ListQuery_IsAnsweredByItsIndex(string filter)
    {
        foreach (var movie in Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()))
        {
            await Get<IListStore>().TrySaveAsync(
                movie, 0, new() { AccountId = _account, List = "favorites", MovieId = movie, AddedAt = Evening }, [], Stop);
        }

        await AssertIndexAsync(Get<MongoDocuments<ListEntry>>().Collection, filter, "list-order");
    }

    [Fact]
    public async Task UnclaimedAccounts_AreAnsweredByTheirIndex()
    {
        foreach (var number in Enumerable.Range(0, 20))
        {
            var account = new Account
            {
                Email = "",
                NormalizedEmail = $"{number}",
                FirstName = "Ann",
                LastName = "Lee",
                EmailVerifiedAt = Evening,
                Roles = [Roles.Viewer],
                CreatedAt = Evening,
            };
            await Get<IAccountStore>().TryAddAsync(Guid.CreateVersion7(), account, [], Stop);
        }

        await AssertIndexAsync(
            Get<MongoDocuments<Account>>().Collection,
            """
            { "body.emailVerifiedAt": { "$exists": false }, "_id": { "$gt": UUID("00000000-0000-0000-0000-000000000000") }, "body.createdAt": { "$lt": ISODate("2026-01-01") },
              "body.passwordHash": { "$exists": true }, "body.lockedAt": { "$exists": false }, "body.plan": { "$exists": false },
              "body.roles": ["viewer"] }
            """,
            "account-unverified");
    }

    private async Task AssertIndexAsync<T>(IMongoCollection<Document<T>> collection, string filter, string index)
        where T : class
    {
        var plan = await collection.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument("explain", new BsonDocument
            {
                ["find"] = collection.CollectionNamespace.CollectionName,
                ["filter"] = BsonDocument.Parse(filter.Replace("@", $"UUID(\"{_account}\")", StringComparison.Ordinal)),
            }),
            cancellationToken: Stop);

        var winner = plan["queryPlanner"]["winningPlan"].ToJson();
        Assert.Contains($"\"indexName\" : \"{index}\"", winner, StringComparison.Ordinal);
        Assert.DoesNotContain("COLLSCAN", winner, StringComparison.Ordinal);
    }
}
