using System.Text.Json;
using FilmStreaming.Storage;
using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.UserApi.Playback;

/// <summary>A viewer's player over HTTP: one film of 100 minutes, one session, and a sequence that counts up.</summary>
internal sealed class Player(TestUserApi api, SignedIn viewer, Guid movieId, Guid? session = null)
{
    private long _sequence;

    public Guid Session { get; } = session ?? Guid.CreateVersion7();

    public string Path { get; } = $"/v1/me/playback/{movieId}";

    /// <summary>A report as JSON text.</summary>
    /// <param name="what">The event.</param>
    /// <param name="positionMs">Of 6,000,000.</param>
    /// <param name="time">Now, where it is left out.</param>
    /// <param name="playedFromMs">Left out of the report where it is null.</param>
    public string Json(string what, long positionMs, DateTimeOffset? time = null, long? playedFromMs = null) => JsonSerializer.Serialize(new
    {
        sessionId = Session,
        sequence = _sequence++,
        @event = what,
        positionMs,
        durationMs = Reports.Duration,
        clientTime = time ?? TimeProvider.System.GetStoredNow(),
        playedFromMs,
    });

    public Task<Answer> ReportAsync(string what, long positionMs, DateTimeOffset? time = null, long? playedFromMs = null) =>
        SendAsync(Json(what, positionMs, time, playedFromMs));

    public Task<Answer> BatchAsync(params IEnumerable<string> reports) => SendAsync($"[{string.Join(',', reports)}]");

    public Task<Answer> SendAsync(string json) => api.PostAsync(Path, json, viewer.Token);

    public async Task<JsonElement> StateAsync() => (await api.GetAsync(Path, viewer.Token)).Json;
}
