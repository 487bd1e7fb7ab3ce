using System.Collections.Concurrent;
using System.Net;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using FilmStreaming.Tests.UserApi.Playback;
using FilmStreaming.UserApi.Playback;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.WatchHistory;

/// <summary>Takes parts of a history away, and hears what is told of it.</summary>
public sealed class HistoryRemovalTests : IAsyncLifetime
{
    private const string History = "/v1/me/history";

    private readonly TemporaryFolder _folder = new();
    private readonly Inbox _inbox = new();
    private TestUserApi _api = null!;
    private SignedIn _viewer = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await TestUserApi.StartAsync(_folder.FullPath, builder => builder.Services
            .AddSingleton(_inbox).AddEventHandler<Inbox, PlayDeletion>("test.plays", PlaybackEvents.PlayDeleted));
        _viewer = await _api.NewViewerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task RemovePlays_OfATime_TakesThoseAndTellsEach()
    {
        var (m, greed) = (_api.Catalogue.Add("M").MovieId, _api.Catalogue.Add("Greed").MovieId);
        var ids = new List<Guid>();
        foreach (var day in Enumerable.Range(1, 5))
            ids.AddRange([await AddAsync(m, day), await AddAsync(greed, day)]);
        var range = "from=2026-03-02T00:00:00Z&before=2026-03-04T00:00:00Z";
        Assert.Equal([2, 3], await DaysAsync($"{range}&movieId={m}"));

        Assert.Equal(HttpStatusCode.NoContent, (await _api.DeleteAsync($"{History}?{range}&movieId={m}", _viewer.Token)).Status);
        Assert.Equal([1, 2, 3, 4, 5], await DaysAsync($"movieId={greed}"));
        Assert.Equal([1, 4, 5], await DaysAsync($"movieId={m}"));
        await _api.DeleteAsync($"{History}?from=2026-03-04T00:00:00Z", _viewer.Token);

        Assert.Equal([1, 1, 2, 3], await DaysAsync(""));
        await Eventually.BeTrueAsync("an event for each", () => _inbox.Deletions.Count == 6);
        Assert.Equal(
            new[] { ids[2], ids[4], ids[6], ids[7], ids[8], ids[9] }.Order(), _inbox.Deletions.Select(deletion => deletion.PlayId).Order());
        Assert.All(_inbox.Deletions, deletion => Assert.Equal(_viewer.AccountId, deletion.AccountId));
    }

    [Theory]
    [InlineData("movieId={0}", true)]
    [InlineData("all=true", true)]
    [InlineData("from=2020-01-01T00:00:00Z", false)]
    public async Task RemovePlays_OfAFilmOrOfEverything_ForgetsWhereTheViewerStands(string query, bool isForgotten)
    {
        var film = _api.Catalogue.Add().MovieId;
        var player = new Player(_api, _viewer, film);
        await player.ReportAsync("progress", 50 * Reports.Minute, playedFromMs: 0);

        await _api.DeleteAsync($"{History}?{string.Format(null, query, film)}", _viewer.Token);

        Assert.Empty(await DaysAsync(""));
        Assert.Equal(isForgotten ? HttpStatusCode.NotFound : HttpStatusCode.OK, (await _api.GetAsync(player.Path, _viewer.Token)).Status);
        var left = (await _api.GetAsync("/v1/me/continue-watching", _viewer.Token)).Json.GetProperty("items").GetArrayLength();
        Assert.Equal(isForgotten ? 0 : 1, left);
        await Eventually.BeTrueAsync("the event", () => _inbox.Deletions.Count == 1);
        Assert.Equal(PlaybackKey.Of(_viewer.AccountId, film).PlayId(player.Session), _inbox.Deletions.Single().PlayId);
    }

    [Fact]
    public async Task RemovePlay_WhileItIsPlayedOn_DoesNotComeBack()
    {
        var player = new Player(_api, _viewer, _api.Catalogue.Add().MovieId);
        await player.ReportAsync("progress", 50 * Reports.Minute, playedFromMs: 0);
        await player.StateAsync();
        var id = (await _api.GetAsync(History, _viewer.Token)).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        await _api.DeleteAsync($"{History}/{id}", _viewer.Token);

        await player.ReportAsync("progress", 60 * Reports.Minute, playedFromMs: 0);

        Assert.Equal(60 * Reports.Minute, (await player.StateAsync()).GetProperty("resume").GetProperty("positionMs").GetInt64());
        Assert.Empty(await DaysAsync(""));
    }

    [Fact]
    public async Task RemovePlays_WithoutSayingWhich_RemovesNothing()
    {
        await AddAsync(_api.Catalogue.Add().MovieId, day: 1);

        var problem = (await _api.DeleteAsync($"{History}?movie=x", _viewer.Token)).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal("all", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal([1], await DaysAsync(""));
    }

    [Fact]
    public async Task AddPlay_WithBeginningAndDevice_IsTheSamePlayByThese()
    {
        var film = _api.Catalogue.Add().MovieId;

        var first = await PostAsync("tv", "22:00");
        var (again, other) = (await PostAsync("tv", "23:00"), await PostAsync("phone", "22:00"));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created], [first.Status, again.Status, other.Status]);
        Assert.Equal(first.Body, again.Body);
        Assert.Equal("tv", first.Json.GetProperty("device").GetString());
        (await PostAsync(new string('x', 101), "22:00")).AssertProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(new string('x', 100), "22:00")).Status);

        Task<Answer> PostAsync(string device, string end) => _api.PostAsync(
            History,
            $$"""{"movieId":"{{film}}","startedAt":"2026-03-01T20:15:00Z","watchedAt":"2026-03-01T{{end}}:00Z","device":"{{device}}"}""",
            _viewer.Token);
    }

    private async Task<Guid> AddAsync(Guid film, int day) => (await _api.PostAsync(
        History, $$"""{"movieId":"{{film}}","watchedAt":"2026-03-0{{day}}T20:15:00Z"}""", _viewer.Token)).Json.GetProperty("id").GetGuid();

    private async Task<IEnumerable<int>> DaysAsync(string query) =>
        (await _api.GetAsync($"{History}?{query}", _viewer.Token)).Json.GetProperty("items").EnumerateArray()
            .Select(play => play.GetProperty("watchedAt").GetDateTimeOffset().Day).Reverse();

    private sealed class Inbox : IEventHandler<PlayDeletion>
    {
        public ConcurrentQueue<PlayDeletion> Deletions { get; } = [];

        public Task HandleAsync(EventContext<PlayDeletion> context, CancellationToken cancellationToken)
        {
            Deletions.Enqueue(context.Data);
            return Task.CompletedTask;
        }
    }
}
