using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IDocuments{T}"/> and <see cref="IOutbox"/> promise, whichever form stores the documents.</summary>
public abstract class DocumentsContract : IAsyncLifetime
{
    private StoreHost _host = null!;

    private IDocuments<Book> Books => _host.Services.GetRequiredService<IBookStore>().Documents;

    private IOutbox Outbox => _host.Services.GetRequiredService<IOutbox>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<StoreHost> OpenAsync();

    /// <summary>Closes the host without losing what is stored, and opens another over the same place.</summary>
    private protected abstract Task<StoreHost> ReopenAsync(StoreHost host);

    public async ValueTask InitializeAsync() => _host = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

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

        _host = await ReopenAsync(_host);

        Assert.Equal("Two", (await Books.FindByAsync(Book.ByTitle, "Two", Stop))!.Body.Title);
        Assert.Null(await Books.FindAsync(gone, Stop));
        Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public async Task Claim_GivesTheEventsOfAnAggregateInOrderToOneRelayOnly()
    {
        var id = Guid.CreateVersion7();
        EventMessage[] events = [Event(), Event(), Event()];
        await Books.InsertAsync(new(id, Of("One"), [events[0]]), Stop);
        await Books.UpdateAsync(id, 1, Of("One"), events[1..], Stop);

        var claim = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));

        Assert.Equal(id, claim.AggregateId);
        Assert.Equal(events, claim.Events);
        Assert.Empty(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_GivesEachAggregateToOne()
    {
        for (var n = 0; n < 20; n++)
            await Books.InsertAsync(new(Guid.CreateVersion7(), Of($"Book {n}"), [Event()]), Stop);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Outbox.ClaimAsync(20, TimeSpan.FromMinutes(1), Stop)));

        var ids = claims.SelectMany(claim => claim).Select(claim => claim.AggregateId).ToList();
        Assert.Equal(20, ids.Count);
        Assert.Equal(20, ids.Distinct().Count());
    }

    [Fact]
    public async Task Complete_OfSomeEvents_LeavesTheRestDueAtOnce()
    {
        EventMessage[] events = [Event(), Event()];
        await Books.InsertAsync(new(Guid.CreateVersion7(), Of("One"), events), Stop);
        var claim = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));

        await Outbox.CompleteAsync(claim, 1, Stop);

        var rest = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        Assert.Equal(events[1..], rest.Events);
        await Outbox.CompleteAsync(rest, 1, Stop);
        Assert.Equal(new(0, null), await Outbox.MeasureAsync(Stop));
        Assert.Empty(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public async Task Complete_AfterAWriteAddedEvents_KeepsThem()
    {
        var id = Guid.CreateVersion7();
        await Books.InsertAsync(new(id, Of("One"), [Event()]), Stop);
        var claim = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        var added = Event();
        await Books.UpdateAsync(id, 1, Of("Two"), [added], Stop);

        await Outbox.CompleteAsync(claim, claim.Events.Count, Stop);

        Assert.Equal([added], Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop)).Events);
        Assert.Equal(("Two", 2), await TitleAndVersionAsync(id));
    }

    [Fact]
    public async Task Claim_WhoseLeasePassed_IsGivenAgain()
    {
        await Books.InsertAsync(new(Guid.CreateVersion7(), Of("One"), [Event()]), Stop);
        var first = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMilliseconds(-1), Stop));
        var second = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));

        await Outbox.CompleteAsync(first, 0, Stop);

        Assert.NotEqual(first.Token, second.Token);
        Assert.Empty(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public async Task Measure_CountsAggregatesAndNamesTheOldest()
    {
        await Books.InsertAsync(new(Guid.CreateVersion7(), Of("One"), [Event()]), Stop);
        await Books.InsertAsync(new(Guid.CreateVersion7(), Of("Two"), [Event(), Event()]), Stop);

        var backlog = await Outbox.MeasureAsync(Stop);

        Assert.Equal(2, backlog.Aggregates);
        Assert.InRange(backlog.Oldest!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
    }

    private static Book Of(string title, string? isbn = null) => new() { Title = title, Isbn = isbn };

    private static EventMessage Event()
    {
        var now = TimeProvider.System.GetStoredNow();
        return new()
        {
            Id = Guid.CreateVersion7(now), Type = "book.changed.v1", Source = "/books", Subject = "1", Time = now, Data = """{"n":1}""",
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
    }

    private async Task<Guid> InsertAsync(string title, string? isbn = null)
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(WriteStatus.Written, (await Books.InsertAsync(new(id, Of(title, isbn), []), Stop)).Status);
        return id;
    }

    private async Task<(string, long)> TitleAndVersionAsync(Guid id)
    {
        var document = (await Books.FindAsync(id, Stop))!;
        return (document.Body.Title, document.Version);
    }
}
