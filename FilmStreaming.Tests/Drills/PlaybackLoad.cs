using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.Drills;

/// <summary>A playback session as its last acknowledged report left it.</summary>
internal sealed record AcknowledgedSession(Guid Film, long Sequence, long PositionMs)
{
    public bool IsFinished => PositionMs == PlaybackLoad.DurationMs;
}

/// <summary>
/// Players who report without a break, each about a film of its own, which it plays again and again. A report that is not acknowledged is
/// sent again until it is; so is every fifth that was.
/// </summary>
internal sealed class PlaybackLoad : IAsyncDisposable
{
    public const long DurationMs = 1_200_000;

    private const long Step = DurationMs / 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Uri _userApi;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(15) };
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Guid, AcknowledgedSession> _sessions = [];
    private readonly Task _running;
    private int _sent;
    private int _acknowledged;

    /// <param name="userApi">Reported to without the gateway between.</param>
    /// <param name="players">The account's token and the film of each.</param>
    public PlaybackLoad(Uri userApi, IEnumerable<(string Token, Guid Film)> players)
    {
        _userApi = userApi;
        _running = Task.WhenAll(players.Select(player => PlayAsync(new("Bearer", player.Token), player.Film)));
    }

    public int Sent => _sent;

    public int Acknowledged => _acknowledged;

    /// <summary>The sessions of which a report was acknowledged.</summary>
    public IReadOnlyDictionary<Guid, AcknowledgedSession> Sessions => _sessions;

    /// <summary>Returns when that many more reports have been sent, or acknowledged.</summary>
    public Task GoOnAsync(int reports, bool acknowledged)
    {
        var goal = (acknowledged ? _acknowledged : _sent) + reports;
        return Eventually.GetAsync(
            $"{reports} reports", () => Task.FromResult(acknowledged ? _acknowledged : _sent), done => done >= goal, TimeSpan.FromMinutes(3));
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task PlayAsync(AuthenticationHeaderValue token, Guid film)
    {
        while (!_stop.IsCancellationRequested)
        {
            var session = Guid.CreateVersion7();
            for (var sequence = 1L; sequence * Step <= DurationMs && !_stop.IsCancellationRequested; sequence++)
            {
                var report = new AcknowledgedSession(film, sequence, sequence * Step);
                while (!_stop.IsCancellationRequested && !await TrySendAsync(token, session, report))
                    await Task.Delay(Pause * 5, CancellationToken.None);
                if (sequence % 5 == 0)
                    await TrySendAsync(token, session, report);
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private async Task<bool> TrySendAsync(AuthenticationHeaderValue token, Guid session, AcknowledgedSession report)
    {
        var json = $$"""
            {"sessionId":"{{session}}","sequence":{{report.Sequence}},"event":"{{(report.IsFinished ? "stop" : "progress")}}","positionMs":{{report.PositionMs}},"playedFromMs":{{report.PositionMs - Step}},"durationMs":{{DurationMs}},"clientTime":"{{TimeProvider.System.GetStoredNow():O}}"}
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_userApi, $"/v1/me/playback/{report.Film}"))
        {
            Headers = { Authorization = token },
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        Interlocked.Increment(ref _sent);
        try
        {
            using var response = await _client.SendAsync(request);
            Assert.True(response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable, $"{response.StatusCode}");
            if (response.StatusCode != HttpStatusCode.Accepted)
                return false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            // Not acknowledged: it may have taken effect or not.
            return false;
        }

        _sessions[session] = report;
        Interlocked.Increment(ref _acknowledged);
        return true;
    }
}
