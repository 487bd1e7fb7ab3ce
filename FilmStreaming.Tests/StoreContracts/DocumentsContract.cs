using FilmStreaming.Storage;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IDocuments{T}"/> promises, whichever form stores the documents.</summary>
public abstract class DocumentsContract : StoreContract
{
    [Fact]
    public async Task Insert_ThenFind_GivesTheSameBody()
    {
        var id = Guid.CreateVersion7();
        var body = new Book
        {
            Title = "Ærø og «Solaris»",
            Isbn = "978-0",
            Published = new(1961, 2, 3),
            Lent = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            Weight = 0.5,
            Tags = ["a", "b"],
            Marks = new Dictionary<string, string> { ["US"] = "R" },
        };

        Assert.Equal(WriteStatus.Written, (await Books.InsertAsync(new(id, body, []), Stop)).Status);

        var found = await Books.FindAsync(id, Stop);
        Assert.Equal(1, found!.Version);
        Assert.Equivalent(body, found.Body, strict: true);
        Assert.Equal(body.Lent, found.Body.Lent);
        Assert.Null(found.OutboxDue);
    }

    [Fact]
    public async Task Find_OfUnknownId_IsNull() => Assert.Null(await Books.FindAsync(Guid.CreateVersion7(), Stop));

    [Fact]
    public async Task Insert_OfTakenKey_NamesTheIndexAndWritesNothing()
    {
        await InsertAsync("One", "1");

        var id = Guid.CreateVersion7();
        Assert.Equal(new(WriteStatus.Duplicate, "book-isbn"), await Books.InsertAsync(new(id, Of("Two", "1"), []), Stop));
        Assert.Equal(new(WriteStatus.Duplicate, "book-title"), await Books.InsertAsync(new(id, Of("One", "2"), []), Stop));
        Assert.Null(await Books.FindAsync(id, Stop));
    }

    [Fact]
    public async Task Insert_OfTakenId_IsADuplicateOfNoIndex()
    {
        var id = await InsertAsync("One");

        Assert.Equal(new(WriteStatus.Duplicate), await Books.InsertAsync(new(id, Of("Two"), []), Stop));
    }

    [Fact]
    public async Task Insert_OfSeveralWithoutTheKey_WritesAll()
    {
        await InsertAsync("One");
        await InsertAsync("Two");

        Assert.Equal(2, (await Books.FindManyByAsync(Book.ByTitle, ["One", "Two", "Three"], Stop)).Count);
    }

    [Fact]
    public async Task FindMany_OfSomeUnknown_GivesTheKnownOnce()
    {
        var documents = new[] { "First", "Second", "Third" }.Select(title => new NewDocument<Book>(Guid.CreateVersion7(), Of(title), [])).ToList();
        await Books.InsertManyAsync(documents, Stop);
        var (first, second) = (documents[0].Id, documents[1].Id);

        var found = await Books.FindManyAsync([first, second, first, Guid.CreateVersion7()], Stop);

        Assert.Equivalent(new[] { first, second }, found.Select(document => document.Id), strict: true);
        Assert.Empty(await Books.FindManyAsync([], Stop));
    }

    [Fact]
    public async Task List_InPages_GivesEveryDocumentInTheOrderOfItsId()
    {
        // Ids of any kind, among them those that a comparison as signed numbers would put elsewhere.
        var ids = new byte[] { 0x00, 0x7f, 0x80, 0xff, 0x01 }
            .SelectMany(first => new byte[] { 0x01, 0x80, 0x7f }.Select(last => new Guid([first, 0, 0, last, 0, last, last, 0, 1, 2, 3, 4, 5, 6, 7, last], bigEndian: true)))
            .ToList();
        await Books.InsertManyAsync([.. ids.Select(id => new NewDocument<Book>(id, Of($"{id}"), []) { Version = 7 })], Stop);

        var listed = new List<Document<Book>>();
        while (await Books.ListAsync(listed.LastOrDefault()?.Id, 4, Stop) is { Count: > 0 } page)
            listed.AddRange(page);

        Assert.Equal(ids.Order().Select(id => $"{id}").Order(StringComparer.Ordinal), listed.Select(document => $"{document.Id}"));
        Assert.All(listed, document => Assert.Equal(7, document.Version));
    }

    [Fact]
    public async Task InsertMany_WithDuplicatesAmongThem_WritesTheOthersAndAnswersInOrder()
    {
        await InsertAsync("Taken");
        var documents = new[] { "New", "Taken", "Other", "New" }.Select(title => new NewDocument<Book>(Guid.CreateVersion7(), Of(title), [])).ToList();

        var results = await Books.InsertManyAsync(documents, Stop);

        Assert.Equal(
            [WriteStatus.Written, WriteStatus.Duplicate, WriteStatus.Written, WriteStatus.Duplicate], results.Select(result => result.Status));
        Assert.NotNull(await Books.FindAsync(documents[2].Id, Stop));
    }

    [Fact]
    public async Task Update_OfTheExpectedVersion_ReplacesTheBodyAndCounts()
    {
        var id = await InsertAsync("One", "1");

        Assert.Equal(WriteStatus.Written, (await Books.UpdateAsync(id, 1, Of("Uno"), [], Stop)).Status);

        var found = await Books.FindAsync(id, Stop);
        Assert.Equal((2, "Uno", null), (found!.Version, found.Body.Title, found.Body.Isbn));
        Assert.Null(await Books.FindByAsync(Book.ByTitle, "One", Stop));
        Assert.Equal(id, (await Books.FindByAsync(Book.ByTitle, "Uno", Stop))!.Id);
        Assert.Equal(WriteStatus.Written, (await Books.InsertAsync(new(Guid.CreateVersion7(), Of("One", "1"), []), Stop)).Status);
    }

    [Fact]
    public async Task Update_OfAnotherVersionOrUnknownDocument_IsStale()
    {
        var id = await InsertAsync("One");

        Assert.Equal(WriteStatus.Stale, (await Books.UpdateAsync(id, 2, Of("Two"), [], Stop)).Status);
        Assert.Equal(WriteStatus.Stale, (await Books.UpdateAsync(Guid.CreateVersion7(), 1, Of("Two"), [], Stop)).Status);
        Assert.Equal("One", (await Books.FindAsync(id, Stop))!.Body.Title);
    }

    [Fact]
    public async Task Update_ToTakenKey_NamesTheIndexAndWritesNothing()
    {
        await InsertAsync("One");
        var id = await InsertAsync("Two");

        Assert.Equal(new(WriteStatus.Duplicate, "book-title"), await Books.UpdateAsync(id, 1, Of("One"), [], Stop));
        Assert.Equal(1, (await Books.FindAsync(id, Stop))!.Version);
    }

    [Fact]
    public async Task Update_ByManyAtOnce_LetsOneOfEachVersionWin()
    {
        var id = await InsertAsync("One");

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Books.UpdateAsync(id, 1, Of($"Title {n}"), [], Stop)));

        Assert.Single(results, result => result.Status == WriteStatus.Written);
        Assert.Equal(2, (await Books.FindAsync(id, Stop))!.Version);
    }

    [Fact]
    public async Task Insert_OfOneKeyByManyAtOnce_WritesOne()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Books.InsertAsync(new(Guid.CreateVersion7(), Of("Same"), [Event()]), Stop)));

        Assert.Single(results, result => result.Status == WriteStatus.Written);
    }

    [Fact]
    public async Task UpdateMany_OfSomeThatCannotBe_WritesTheOthersAndAnswersInOrder()
    {
        var (one, two, three, four) =
            (await InsertAsync("One"), await InsertAsync("Two"), await InsertAsync("Three"), await InsertAsync("Four"));
        var unknown = Guid.CreateVersion7();

        var results = await Books.UpdateManyAsync(
            [
                new(one, 1, Of("Uno"), [Event()]),
                new(two, 7, Of("Due"), [Event()]),
                new(three, 1, Of("Four"), [Event()]),
                new(unknown, 1, Of("Cinque"), [Event()]),
                new(four, 1, Of("Four", "4"), []),
            ],
            Stop);

        Assert.Equal(
            [
                new(WriteStatus.Written), new(WriteStatus.Stale), new(WriteStatus.Duplicate, "book-title"), new(WriteStatus.Stale),
                new(WriteStatus.Written),
            ],
            results);
        var found = (await Books.FindManyAsync([one, two, three, four, unknown, Guid.Empty], Stop)).ToDictionary(document => document.Id);
        Assert.Equal(4, found.Count);
        Assert.Equal((2, "Uno"), (found[one].Version, found[one].Body.Title));
        Assert.Equal((1, "Two"), (found[two].Version, found[two].Body.Title));
        Assert.Equal((1, "Three"), (found[three].Version, found[three].Body.Title));
        Assert.Equal((2, "4"), (found[four].Version, found[four].Body.Isbn));
        Assert.Equal([one], (await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop)).Select(claim => claim.AggregateId));
        Assert.Empty(await Books.UpdateManyAsync([], Stop));
    }

    [Fact]
    public async Task UpdateMany_ByManyAtOnce_LetsOneOfEachVersionWin()
    {
        var ids = new List<Guid>();
        for (var n = 0; n < 50; n++)
            ids.Add(await InsertAsync($"Book {n}"));

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Books.UpdateManyAsync(
            [.. ids.Select(id => new DocumentUpdate<Book>(id, 1, Of($"{id} by {writer}"), []))], Stop)));

        for (var n = 0; n < ids.Count; n++)
        {
            var winner = Assert.Single(Enumerable.Range(0, 4), writer => results[writer][n].Status == WriteStatus.Written);
            Assert.Equal($"{ids[n]} by {winner}", (await Books.FindAsync(ids[n], Stop))!.Body.Title);
        }
    }

    [Fact]
    public async Task Delete_RemovesTheDocumentAndFreesItsKeys()
    {
        var id = await InsertAsync("One");

        Assert.True(await Books.DeleteAsync(id, Stop));
        Assert.False(await Books.DeleteAsync(id, Stop));
        Assert.Null(await Books.FindAsync(id, Stop));
        await InsertAsync("One");
    }

    [Fact]
    public async Task Writes_SurviveAnotherStart()
    {
        var id = await InsertAsync("One");
        await Books.UpdateAsync(id, 1, Of("Two"), [Event()], Stop);
        var gone = await InsertAsync("Gone");
        await Books.DeleteAsync(gone, Stop);

        await Host.CloseAsync();
        Host = await Form.OpenAsync();

        Assert.Equal("Two", (await Books.FindByAsync(Book.ByTitle, "Two", Stop))!.Body.Title);
        Assert.Null(await Books.FindAsync(gone, Stop));
        Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
    }
}

public sealed class EmbeddedDocumentsTests : DocumentsContract
{
    private protected override IStoreForm Form { get; } = new EmbeddedForm();
}

public sealed class MongoDocumentsTests : DocumentsContract
{
    private protected override IStoreForm Form { get; } = new MongoForm();
}
