using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage.Mongo;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Accounts.Storage;
using MongoDB.Bson;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>How accounts are listed and searched.</summary>
public abstract class AccountListContract(StorageForm form) : UserStoreContract(form)
{
    private IAccountStore Accounts => Get<IAccountStore>();

    [Theory]
    [InlineData("", "", null, null, "ann bob carl.s carl.t")]
    [InlineData("carl", "", null, null, "carl.s carl.t")]
    [InlineData("CARL.", "", null, null, "carl.s carl.t")]
    [InlineData(".*", "", null, null, "")]
    [InlineData("", "ang", null, null, "ann")]
    [InlineData("", "ÅNG ær", null, null, "ann")]
    [InlineData("", "marie", null, null, "bob")]
    [InlineData("", "anne-m", null, null, "bob")]
    [InlineData("", "anne x", null, null, "")]
    [InlineData("", "", Roles.Editor, null, "bob carl.t")]
    [InlineData("", "", null, true, "carl.s carl.t")]
    [InlineData("", "", null, false, "ann bob")]
    [InlineData("carl", "", Roles.Editor, true, "carl.t")]
    public async Task List_WithConditions_GivesThoseThatMeetAll(string email, string name, string? role, bool? locked, string expected)
    {
        await AddAllAsync();

        var found = await Accounts.ListAsync(
            new()
            {
                EmailPrefix = email is "" ? null : EmailAddress.Normalize(email),
                NamePrefixes = NameKeys.Of(name),
                Role = role,
                IsLocked = locked,
                Limit = 10,
            },
            Stop);

        Assert.Equal(expected, string.Join(' ', found.Select(account => account.Body.Email.Split('@')[0])));
    }

    [Fact]
    public async Task List_ByPages_GivesEachOnceInOrder()
    {
        for (var i = 0; i < 25; i++)
            await AddAsync($"{Guid.CreateVersion7():N}", "Ann", "Lee");

        var seen = new List<string>();
        for (string? after = null; ;)
        {
            var page = await Accounts.ListAsync(new() { After = after, Limit = 7 }, Stop);
            seen.AddRange(page.Select(account => account.Body.NormalizedEmail));
            if (page.Count < 7)
                break;
            after = seen[^1];
        }

        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task ListAdministrators_OfSomeAccounts_GivesThoseWithTheRole()
    {
        await AddAllAsync();
        var administrator = await AddAsync("root", "Ann", "Lee", Roles.Administrator);

        Assert.Equal([administrator], await Accounts.ListAdministratorsAsync(Stop));
    }

    protected async Task AddAllAsync()
    {
        await AddAsync("ann", "Ærin", "Ångström");
        await AddAsync("bob", "Anne-Marie", "Bow", Roles.Editor);
        await AddAsync("carl.s", "Carl", "Smith", Roles.Viewer, isLocked: true);
        await AddAsync("carl.t", "Carl", "Tell", Roles.Editor, isLocked: true);
    }

    private async Task<Guid> AddAsync(string name, string first, string last, string role = Roles.Viewer, bool isLocked = false)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var id = Guid.CreateVersion7();
        var account = new Account
        {
            Email = $"{name}@example.org",
            NormalizedEmail = EmailAddress.Normalize($"{name}@example.org"),
            PasswordHash = "hash",
            FirstName = first,
            LastName = last,
            Roles = [role],
            LockedAt = isLocked ? now : null,
            CreatedAt = now,
        };
        Assert.True(await Accounts.TryAddAsync(id, account, [], Stop));
        return id;
    }
}

public sealed class EmbeddedAccountListTests() : AccountListContract(StorageForm.Embedded);

public sealed class MongoAccountListTests() : AccountListContract(StorageForm.Mongo)
{
    public static readonly TheoryData<string> Queries = ["all", "after", "email", "name", "role", "locked", "not locked"];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task List_WithEachCondition_ReadsAnIndex(string query)
    {
        await AddAllAsync();
        var collection = Get<MongoDocuments<Account>>().Collection;
        var store = (MongoAccountStore)Get<IAccountStore>();
        AccountQuery asked = query switch
        {
            "after" => new() { After = "BOB", Limit = 10 },
            "email" => new() { EmailPrefix = "CARL", Limit = 10 },
            "name" => new() { NamePrefixes = ["AN"], Limit = 10 },
            "role" => new() { Role = Roles.Editor, Limit = 10 },
            "locked" => new() { IsLocked = true, Limit = 10 },
            "not locked" => new() { IsLocked = false, Limit = 10 },
            _ => new() { Limit = 10 },
        };

        var command = new BsonDocument("explain", new BsonDocument
        {
            ["find"] = collection.CollectionNamespace.CollectionName,
            ["filter"] = store.FilterOf(asked),
            ["sort"] = new BsonDocument("body.normalizedEmail", 1),
            ["limit"] = asked.Limit,
        });
        var plan = await collection.Database.RunCommandAsync<BsonDocument>(command, cancellationToken: Stop);

        var winner = plan["queryPlanner"]["winningPlan"].ToJson();
        Assert.Contains("IXSCAN", winner, StringComparison.Ordinal);
        Assert.DoesNotContain("COLLSCAN", winner, StringComparison.Ordinal);
    }
}
