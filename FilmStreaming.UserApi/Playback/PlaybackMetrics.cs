using System.Diagnostics.Metrics;

namespace FilmStreaming.UserApi.Playback;

/// <summary>What operators see of playback.</summary>
internal sealed class PlaybackMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _setAside = meters.Create("FilmStreaming.UserApi").CreateCounter<long>(
        "filmstreaming.playback.pages_set_aside", "{page}", "Pages of the playback journal that were set aside, because they cannot be applied.");

    public void SetAside() => _setAside.Add(1);
}
