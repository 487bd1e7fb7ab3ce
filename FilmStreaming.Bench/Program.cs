using FilmStreaming.Bench;
using FilmStreaming.Bench.Http;
using FilmStreaming.Bench.Scenarios;

Dictionary<string, Func<IScenario>> scenarios = new Dictionary<string, Func<IScenario>>
{
    ["events"] = () => new EventsScenario(),
    ["requests"] = () => new RequestsScenario(),
    ["playback"] = () => new PlaybackScenario(),
    ["continue-watching"] = () => new ContinueWatchingScenario(),
    ["writes"] = () => new WritesScenario(),
    ["film-reads"] = () => new FilmReadsScenario(),
    ["tokens"] = () => new TokensScenario(),
    ["sign-ins"] = () => new SignInsScenario(),
};

Dictionary<string, Func<IReport>> reports = new Dictionary<string, Func<IReport>>
{
    ["import"] = () => new ImportReport(),
    ["catalogue"] = () => new CatalogueReport(),
};

if (args is [BareEndpoint.Command, var file])
    return await BareEndpoint.RunAsync(file);
if (args is not [var name, ..] || !(scenarios.ContainsKey(name) || reports.ContainsKey(name)))
{
    await Console.Error.WriteLineAsync($"""
        usage: dotnet run -c Release --project FilmStreaming.Bench -- {string.Join('|', scenarios.Keys)} [rounds]
               dotnet run -c Release --project FilmStreaming.Bench -- import [films] [embedded|mongo]
               dotnet run -c Release --project FilmStreaming.Bench -- catalogue [films ...] [embedded|mongo] [--keep]
        """);
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
    if (reports.TryGetValue(name, out var report))
    {
        await report().RunAsync(args[1..], Console.Out, interrupted.Token);
        return 0;
    }

    await using var scenario = scenarios[name]();
    await Comparison.RunAsync(scenario, rounds, Console.Out, interrupted.Token);
    return 0;
}
catch (MissingServerException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
