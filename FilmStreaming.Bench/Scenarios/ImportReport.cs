using System.Globalization;
using System.Text.Json;
using FilmStreaming.Bench.Films;
using FilmStreaming.ServiceDefaults;
using MongoDB.Bson;
using MongoDB.Driver;
using RabbitMQ.Client;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>
/// Imports a generated catalogue over HTTP, and the same once more: how fast, and how much memory the service needs at most. On the
/// real servers where <c>ConnectionStrings__mongo</c> and <c>ConnectionStrings__messaging</c> name them, and embedded.
/// </summary>
internal sealed class ImportReport : IReport
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var count = arguments is [var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 100_000;
        var forms = arguments is [_, var form, ..] ? [form] : (string[])["embedded", "mongo"];
        await output.WriteLineAsync($"""
            {count:N0} generated films, one request; memory is the working set of the Movie API, sampled every {Interval.TotalMilliseconds} ms

            {"",-22}{"films/s",10}{"seconds",10}{"CPU s",10}{"before MB",11}{"peak MB",10}  result
            """);
        foreach (var each in forms)
        {
            await using var run = await ImportRun.StartAsync(each, cancellationToken);
            await WriteAsync(output, $"{each}, first", await run.MeasureAsync(count, cancellationToken));
            var waited = await run.DrainAsync(cancellationToken);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{"",-22}the last event was published {waited.TotalSeconds:0.0} s after the import"));
            await WriteAsync(output, $"{each}, again", await run.MeasureAsync(count, cancellationToken));
        }
    }

    private static Task WriteAsync(TextWriter output, string name, ImportFigures figures) => output.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-22}{figures.Rows / figures.Took.TotalSeconds,10:N0}{figures.Took.TotalSeconds,10:N1}"
        + $"{figures.Processor.TotalSeconds,10:N1}{figures.Before / 1e6,11:N0}{figures.Peak / 1e6,10:N0}  {figures.Result}"));
}

/// <param name="Rows">How many were imported.</param>
/// <param name="Took">From the first byte sent to the summary.</param>
/// <param name="Processor">The processor time of the service in that time.</param>
/// <param name="Before">Its working set before, in bytes.</param>
/// <param name="Peak">The largest that was seen.</param>
/// <param name="Result">The summary.</param>
internal sealed record ImportFigures(int Rows, TimeSpan Took, TimeSpan Processor, long Before, long Peak, string Result);

/// <summary>A Movie API with an empty catalogue of its own, and what has to be tidied up behind it.</summary>
internal sealed class ImportRun : IAsyncDisposable
{
    private readonly string _name = $"bench-{Guid.CreateVersion7():N}";
    private readonly MovieApiProcess _service = new();
    private IMongoDatabase? _database;
    private IConnection? _broker;

    public static async Task<ImportRun> StartAsync(string form, CancellationToken cancellationToken)
    {
        var run = new ImportRun();
        var connections = new Dictionary<string, string>();
        if (form == "mongo")
        {
            var url = new MongoUrlBuilder(MissingServerException.Require(ResourceNames.Mongo)) { DatabaseName = run._name }.ToMongoUrl();
            run._database = new MongoClient(url).GetDatabase(run._name);
            connections[ResourceNames.MovieDb] = url.ToString();
            connections[ResourceNames.Messaging] = MissingServerException.Require(ResourceNames.Messaging);
            await run.SubscribeAsync(connections[ResourceNames.Messaging], cancellationToken);
        }

        await run._service.StartAsync(connections, run._name, cancellationToken);
        return run;
    }

    public async Task<ImportFigures> MeasureAsync(int count, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (clock, before, processor) = (TimeProvider.System, _service.WorkingSet, _service.ProcessorTime);
        var sampling = SampleAsync(stop.Token);
        var started = clock.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/movies/import") { Content = new GeneratedRows(count) };
        using var response = await _service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var (rows, last) = (-1, "");
        while (await lines.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
            (rows, last) = (rows + 1, line);
        var took = clock.GetElapsedTime(started);
        await stop.CancelAsync();
        var result = JsonElement.Parse(last).GetProperty("summary").ToString();
        return new(rows, took, _service.ProcessorTime - processor, before, await sampling, result);
    }

    /// <returns>How long it took until no event was waiting.</returns>
    public async Task<TimeSpan> DrainAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var movies = _database?.GetCollection<BsonDocument>("movies");
        while (movies is not null
            && await movies.Find(Builders<BsonDocument>.Filter.Gt("outboxDue", DateTime.UnixEpoch)).AnyAsync(cancellationToken))
        {
            await Task.Delay(100, cancellationToken);
        }

        return TimeProvider.System.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        if (_database is not null)
            await _database.Client.DropDatabaseAsync(_name);
        if (_broker is not null)
        {
            await using (var channel = await _broker.CreateChannelAsync())
            {
                await channel.QueueDeleteAsync($"{_name}.all");
                await channel.ExchangeDeleteAsync($"{_name}.events");
            }

            await _broker.DisposeAsync();
        }
    }

    // An event that no queue takes is not published: it would be tried again.
    private async Task SubscribeAsync(string connectionString, CancellationToken cancellationToken)
    {
        _broker = await new ConnectionFactory { Uri = new(connectionString) }.CreateConnectionAsync(cancellationToken);
        await using var channel = await _broker.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync($"{_name}.events", ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            $"{_name}.all", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
        await channel.QueueBindAsync($"{_name}.all", $"{_name}.events", "#", cancellationToken: cancellationToken);
    }

    private async Task<long> SampleAsync(CancellationToken stop)
    {
        var peak = 0L;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            do
                peak = Math.Max(peak, _service.WorkingSet);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The import has ended.
        }

        return peak;
    }
}
