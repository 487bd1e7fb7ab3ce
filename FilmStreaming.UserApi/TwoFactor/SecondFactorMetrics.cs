using System.Diagnostics.Metrics;

namespace FilmStreaming.UserApi.TwoFactor;

/// <summary>What operators see of second factors: many that are wrong are those of somebody who has passwords.</summary>
internal sealed class SecondFactorMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _attempts = meters.Create("FilmStreaming.UserApi").CreateCounter<long>(
        "filmstreaming.second_factor.attempts", "{attempt}", "Codes and recovery codes that were shown, by what became of them.");

    public void Accepted() => Count("accepted");

    public void Refused() => Count("refused");

    /// <summary>One that was not tried, because too many wrong ones came before.</summary>
    public void Waiting() => Count("waiting");

    private void Count(string result) => _attempts.Add(1, new KeyValuePair<string, object?>("second_factor.result", result));
}
