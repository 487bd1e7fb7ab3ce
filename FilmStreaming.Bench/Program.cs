using FilmStreaming.Bench;
using FilmStreaming.Bench.Scenarios;

IReadOnlyDictionary<string, Func<IScenario>> scenarios = new Dictionary<string, Func<IScenario>>
{
    ["events"] = () => new EventsScenario(),
    ["requests"] = () => new RequestsScenario(),
    ["writes"] = () => new WritesScenario(),
};

if (args is not [var name, ..] || !scenarios.TryGetValue(name, out var create))
{
    await Console.Error.WriteLineAsync(
        $"usage: dotnet run -c Release --project FilmStreaming.Bench -- {string.Join('|', scenarios.Keys)} [rounds]");
    return 2;
}

var rounds = args is [_, var number] && int.TryParse(number, out var parsed) ? Math.Clamp(parsed, 1, 100) : 5;
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
try
{
    await using var scenario = create();
    await Comparison.RunAsync(scenario, rounds, Console.Out, interrupted.Token);
    return 0;
}
catch (MissingServerException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
