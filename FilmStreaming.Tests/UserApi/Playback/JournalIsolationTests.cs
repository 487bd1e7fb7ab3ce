using System.Net;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.UserApi.Accounts;
using FilmStreaming.UserApi.Playback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static FilmStreaming.Tests.UserApi.Playback.Reports;

namespace FilmStreaming.Tests.UserApi.Playback;

/// <summary>Pages of the journal that other replicas wrote, over both forms of storage.</summary>
public abstract class JournalIsolationTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ShiftedTime _time = new();
    private StoredDocuments _stored = null!;
    private TestUserApi _api = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IReportJournal Journal => _api.Services.GetRequiredService<IReportJournal>();

    private protected abstract StoredDocuments OpenStored(string folder);

    public async ValueTask InitializeAsync()
    {
        _stored = OpenStored(_folder.FullPath);
        _api = await TestUserApi.StartAsync(
            _folder.FullPath, builder => builder.Services.AddSingleton<TimeProvider>(_time), settings: _stored.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _stored.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Entry_ThatCannotBeApplied_HoldsUpNoOther_AndIsSetAsideAfterAWhile()
    {
        var (good, bad) = (await _api.NewViewerAsync(), await _api.NewViewerAsync());
        // No reader lets a film through that has no length.
        var broken = EntryOf(bad, Of(1, PlaybackEvent.Progress, 0) with { DurationMs = 0, PlayedFromMs = -1 });
        var valid = EntryOf(good, Of(1, PlaybackEvent.Progress, 50 * Minute, Guid.CreateVersion7()));
        foreach (var entries in new[] { [broken], new[] { broken, valid } })
            await AppendAsync(_time.GetStoredNow(), entries);

        await Eventually.BeTrueAsync("the valid report", async () => await StatusAsync(good, valid) == HttpStatusCode.OK);
        Assert.Equal(2, (await Journal.ListAsync(DateTimeOffset.MaxValue, 10, Stop)).Count);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(bad, broken));

        _time.Advance(JournalRecovery.Patience);
        await AppendAsync(_time.GetStoredNow(), EntryOf(good, Of(1, PlaybackEvent.Progress, 60 * Minute, Guid.CreateVersion7())));
        await Eventually.BeTrueAsync(
            "an empty journal", async () => (await Journal.ListAsync(DateTimeOffset.MaxValue, 10, Stop)).Count == 0);
        Assert.Contains(_api.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("set aside", StringComparison.Ordinal));
        Assert.Contains("playbackJournal", await _stored.FindAsync(bad.AccountId));

        await _api.DeleteAsync("/v1/me", bad.Token);
        Assert.DoesNotContain("playbackJournal", await _stored.FindAsync(bad.AccountId));
    }

    [Theory]
    [InlineData("movieId={0}")]
    [InlineData("all=true")]
    public async Task History_ThatIsRemoved_DoesNotComeBackWithWhatAnotherReplicaHasAcknowledgedBefore(string query)
    {
        var viewer = await _api.NewViewerAsync();
        var entry = EntryOf(viewer, Of(1, PlaybackEvent.Stop, 95 * Minute, Guid.CreateVersion7(), playedFromMs: 0));
        var written = _time.GetStoredNow();
        await AppendAsync(written, entry);

        var answer = await _api.DeleteAsync($"/v1/me/history?{string.Format(null, query, entry.Movie.MovieId)}", viewer.Token);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        // The other replica is slow, and applies it once more.
        await AppendAsync(written, entry);
        await Eventually.BeTrueAsync(
            "an empty journal", async () => (await Journal.ListAsync(DateTimeOffset.MaxValue, 10, Stop)).Count == 0);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(viewer, entry));
        Assert.Equal(0, (await _api.GetAsync("/v1/me/history", viewer.Token)).Json.GetProperty("items").GetArrayLength());

        await new Player(_api, viewer, entry.Movie.MovieId).ReportAsync("progress", 30 * Minute);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(viewer, entry));
    }

    [Fact]
    public async Task Account_ThatIsDeleted_IsNotInWhatIsAppliedAfterwards()
    {
        var viewer = await _api.NewViewerAsync();
        var entry = EntryOf(viewer, Of(1, PlaybackEvent.Stop, 95 * Minute, Guid.CreateVersion7(), playedFromMs: 0));
        await AppendAsync(_time.GetStoredNow(), entry);

        await _api.DeleteAsync("/v1/me", viewer.Token);
        await AppendAsync(_time.GetStoredNow(), entry);

        await Eventually.BeTrueAsync(
            "an empty journal", async () => (await Journal.ListAsync(DateTimeOffset.MaxValue, 10, Stop)).Count == 0);
        await Eventually.BeTrueAsync("all but the erasure going", async () => await _stored.FindAsync(viewer.AccountId) is ["erasures"]);
    }

    [Fact]
    public async Task Read_WhileNothingIsApplied_WaitsForAWhileOnly()
    {
        var viewer = await _api.NewViewerAsync();
        var time = new FakeTimeProvider();
        using var applier = ActivatorUtilities.CreateInstance<JournalApplier>(_api.Services, (TimeProvider)time);
        var entry = EntryOf(viewer, Of(1, PlaybackEvent.Progress, 50 * Minute));
        await applier.AddAsync(Guid.CreateVersion7(), new() { WrittenAt = _time.GetStoredNow(), Entries = [entry] });

        var read = applier.SettledAsync(viewer.AccountId, Stop);

        Assert.False(read.IsCompleted);
        time.Advance(JournalApplier.Patience);
        await read.WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    private JournalEntry EntryOf(SignedIn viewer, PlaybackReport report) => new()
    {
        AccountId = viewer.AccountId,
        ProfileId = viewer.AccountId,
        Movie = _api.Catalogue.Add(),
        Reports = [report with { ClientTime = _time.GetStoredNow() }],
    };

    private Task AppendAsync(DateTimeOffset writtenAt, params JournalEntry[] entries) =>
        Journal.AppendAsync(Guid.CreateVersion7(), new() { WrittenAt = writtenAt, Entries = entries }, Stop);

    private async Task<HttpStatusCode> StatusAsync(SignedIn viewer, JournalEntry entry) =>
        (await _api.GetAsync($"/v1/me/playback/{entry.Movie.MovieId}", viewer.Token)).Status;
}

public sealed class EmbeddedJournalIsolationTests : JournalIsolationTests
{
    private protected override StoredDocuments OpenStored(string folder) => new EmbeddedStoredDocuments(Path.Combine(folder, "userdb.db"));
}

public sealed class MongoJournalIsolationTests : JournalIsolationTests
{
    private protected override StoredDocuments OpenStored(string folder) => new MongoStoredDocuments();
}
