using System.Net.Http.Headers;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Playback;
using FilmStreaming.UserApi.WatchHistory;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>What a viewer sees first, for one who has watched little and for one who has watched very much.</summary>
internal sealed class ContinueWatchingScenario : IScenario
{
    private const int Few = 100;
    private const int Many = 100_000;
    private const int ToContinue = 20;
    private const int Requests = 1_000;
    private const int Window = 4;
    private const int BatchSize = 1_000;

    private readonly UserApiRun _userApi = new();
    private readonly HttpClient _http = new();

    public string Description =>
        $"{Requests:N0} times the first page (20) over HTTP, {Window} at once, of a viewer with {Few:N0} plays and of one with {Many:N0}, "
        + $"one an hour and each of another film; both have {ToContinue} films to continue";

    public async Task<IReadOnlyList<Contender>> PrepareAsync(CancellationToken cancellationToken)
    {
        await _userApi.StartAsync(cancellationToken);
        var few = await NewViewerAsync(Few, cancellationToken);
        var many = await NewViewerAsync(Many, cancellationToken);
        return
        [
            new($"history of {Few:N0}", stop => RunAsync("/v1/me/history", few, stop)),
            new($"history of {Many:N0}", stop => RunAsync("/v1/me/history", many, stop)),
            new($"continue watching of {Few:N0}", stop => RunAsync("/v1/me/continue-watching", few, stop)),
            new($"continue watching of {Many:N0}", stop => RunAsync("/v1/me/continue-watching", many, stop)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _userApi.DisposeAsync();
        _http.Dispose();
    }

    private Task<Measurement> RunAsync(string path, AuthenticationHeaderValue token, CancellationToken cancellationToken) =>
        Measurement.OfEachAsync(
            Requests,
            Window,
            async stop =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_userApi.Address, path)) { Headers = { Authorization = token } };
                using var response = await _http.SendAsync(request, stop);
                response.EnsureSuccessStatusCode();
            },
            cancellationToken);

    private async Task<AuthenticationHeaderValue> NewViewerAsync(int count, CancellationToken cancellationToken)
    {
        var token = await _userApi.SignUpAsync(_http, cancellationToken);
        var account = AccountOf(token);
        var (states, plays) = (_userApi.Services.GetRequiredService<IWatchStateStore>(), _userApi.Services.GetRequiredService<IPlayStore>());
        var now = TimeProvider.System.GetStoredNow();
        foreach (var numbers in Enumerable.Range(0, count).Chunk(BatchSize))
        {
            var watched = numbers.Select(number => new Watched(account, now.AddHours(-number), isFinished: number >= ToContinue)).ToList();
            await plays.RecordAsync([.. watched.Select(item => item.Play)], cancellationToken);
            await states.SaveManyAsync([.. watched.Select(item => item.Change)], cancellationToken);
        }

        return token;
    }

    private static Guid AccountOf(AuthenticationHeaderValue token) =>
        Guid.Parse(new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token.Parameter).Subject);

    /// <summary>A film that was watched once, or half.</summary>
    private sealed class Watched
    {
        public Watched(Guid account, DateTimeOffset time, bool isFinished)
        {
            var movie = new MovieSnapshot(Guid.CreateVersion7(), 1, "Metropolis", 1927, 153);
            var key = PlaybackKey.Of(account, movie.MovieId);
            var report = new PlaybackReport
            {
                SessionId = Guid.CreateVersion7(),
                Sequence = 1,
                Event = PlaybackEvent.Stop,
                PositionMs = isFinished ? 9_000_000 : 4_000_000,
                DurationMs = 9_180_000,
                ClientTime = time,
                PlayedFromMs = 0,
            };
            Change = new(key.StateId, 0, WatchState.New(key).Add([report], new(new PlaybackOptions())), []);
            Play = new(key.PlayId(report.SessionId), UserApi.WatchHistory.Play.Of(account, movie, time, report.SessionId), IsNew: true);
        }

        public WatchStateChange Change { get; }

        public RecordedPlay Play { get; }
    }
}
