using System.Globalization;

namespace FilmStreaming.Bench;

/// <summary>
/// Runs the contenders of a scenario in turn, round after round, so that whatever else the machine does meets all of them, and
/// compares within each round.
/// </summary>
internal static class Comparison
{
    public static async Task RunAsync(IScenario scenario, int rounds, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync(scenario.Description);
        var contenders = await scenario.PrepareAsync(cancellationToken);
        foreach (var contender in contenders)
            await contender.RunAsync(cancellationToken); // the first round only warms up

        var measured = new List<Measurement[]>();
        for (var round = 0; round < rounds; round++)
        {
            var results = new Measurement[contenders.Count];
            // Who comes first changes from round to round.
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                var index = (round + turn) % contenders.Count;
                results[index] = await contenders[index].RunAsync(cancellationToken);
            }

            measured.Add(results);
        }

        await WriteAsync(output, contenders, measured);
    }

    private static async Task WriteAsync(TextWriter output, IReadOnlyList<Contender> contenders, List<Measurement[]> rounds)
    {
        await output.WriteLineAsync($"\n{rounds.Count} rounds; medians, and the ratio's range\n");
        await output.WriteLineAsync($"{"",-30}{"per second",12}{"p50 ms",10}{"p99 ms",10}{"ratio",8}  range");
        for (var i = 0; i < contenders.Count; i++)
        {
            var index = i;
            var ratios = rounds.Select(round => round[index].PerSecond / round[0].PerSecond).Order().ToList();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{contenders[i].Name,-30}{Median(rounds.Select(round => round[index].PerSecond)),12:N0}"
                + $"{Milliseconds(rounds.Select(round => round[index].Median)),10}"
                + $"{Milliseconds(rounds.Select(round => round[index].Percentile99)),10}"
                + $"{Median(ratios),8:0.00}  {ratios[0]:0.00} to {ratios[^1]:0.00}"));
        }
    }

    private static string Milliseconds(IEnumerable<TimeSpan?> times)
    {
        var known = times.OfType<TimeSpan>().Select(time => time.TotalMilliseconds).ToList();
        return known is [] ? "" : Median(known).ToString("0.0", CultureInfo.InvariantCulture);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
