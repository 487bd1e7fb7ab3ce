using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FilmStreaming.Bench.Films;
using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>
/// Asks catalogues of several sizes the same questions over HTTP, one after another, and tells how much longer the largest takes than
/// the one before it. Every question is asked with other words, filters or films each time, and totals are not remembered, so that no
/// answer comes from a cache, but for that called warm. First pages count their totals; the pages behind them do not.
/// </summary>
internal sealed class CatalogueReport : IReport
{
    private const int Samples = 100;
    private const int DeepPages = 40;

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var form = arguments.FirstOrDefault(argument => argument is "embedded" or "mongo") ?? "mongo";
        var keep = arguments.Contains("--keep");
        var sizes = arguments.Except([form, "--keep"]).Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList();
        if (sizes.Count == 0)
            sizes = form == "embedded" ? [100_000] : [1_000, 100_000];
        await output.WriteLineAsync($"{form}; {Samples} times each, milliseconds\n\n{"films",10}  {"question",-34}{"p50",9}{"p99",9}{"to size before",16}");
        Dictionary<string, double> before = [];
        foreach (var size in sizes.Order())
        {
            await using var catalogue = await Catalogue.StartAsync(form, size, keep, output, cancellationToken);
            Dictionary<string, double> medians = [];
            foreach (var (name, paths) in await QuestionsAsync(catalogue.Client, size, cancellationToken))
            {
                List<string> next = [];
                await MeasureAsync(name, paths, next);
                if (next.Count > Samples / 2)
                    await MeasureAsync($"{name}, next page", next, []);
            }

            before = medians;

            async Task MeasureAsync(string name, IReadOnlyList<string> paths, List<string> next)
            {
                var times = await AskAsync(catalogue.Client, paths, next, cancellationToken);
                medians[name] = times[times.Count / 2];
                var ratio = before.TryGetValue(name, out var smaller) ? medians[name] / smaller : (double?)null;
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{size,10}  {name,-34}{medians[name],9:0.0}{times[times.Count * 99 / 100],9:0.0}{ratio,16:0.00}"));
            }
        }
    }

    private static async Task<List<(string Name, IReadOnlyList<string> Paths)>> QuestionsAsync(
        HttpClient client, int size, CancellationToken cancellationToken)
    {
        // The films of a smaller catalogue are the first of a larger one: both are asked about the same.
        var films = new FilmGenerator().Films(Math.Min(size, 1000)).ToList();
        var ids = await IdsAsync(client, films.Where(film => film.ExternalIds?.Imdb is not null).Take(Samples), cancellationToken);
        IReadOnlyList<string> Each(Func<int, string> path) => [.. Enumerable.Range(0, Samples).Select(path)];
        string WordOf(int i) => films[i].Title!.Split(' ').MaxBy(word => word.Length)!;
        string Text(string query) => Uri.EscapeDataString(query);
        return
        [
            ("get by id, cold", [.. ids.Select(id => $"/v1/movies/{id}")]),
            ("get by id, warm", Each(_ => $"/v1/movies/{ids[0]}")),
            ("first page", Each(i => $"/v1/movies?sort=-popularity&pageSize={(i % 5) + 18}")),
            ("deep page", await DeepAsync(client, cancellationToken)),
            ("filter + sort", Each(i => $"/v1/movies?genre=Drama&year={1950 + (i % 60)}..{1960 + (i % 60)}&sort=-rating")),
            ("rare filter + sort", Each(i => $"/v1/movies?genre=Western&language=fi&runtime={60 + i}..{170 + i}&sort=title")),
            ("person", Each(i => $"/v1/movies?person={Text(films[i].Directors![0])}")),
            ("facets", Each(i => $"/v1/movies?genre=Horror&year={1950 + (i % 60)}..{1960 + (i % 60)}&facets=genres,decades&pageSize={(i % 3) + 18}")),
            ("search", Each(i => $"/v1/movies?q={Text($"{WordOf(i)} {films[i].Directors![0].Split(' ')[^1]}")}")),
            ("search, common word", Each(i => $"/v1/movies?q={Text(WordOf(i))}")),
            ("search, typing error", Each(i => $"/v1/movies?q={Text(WithTypingError(WordOf(i)))}")),
            ("suggest", Each(i => $"/v1/movies/suggest?q={Text(WordOf(i)[..Math.Min(3, WordOf(i).Length)])}")),
            ("similar", [.. ids.Select(id => $"/v1/movies/{id}/similar")]),
        ];
    }

    private static string WithTypingError(string word) => word.Length < 4 ? word : word[..2] + word[3] + word[2] + word[4..];

    private static async Task<List<string>> IdsAsync(HttpClient client, IEnumerable<MovieRequest> films, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        foreach (var film in films)
        {
            var found = await client.GetFromJsonAsync<JsonElement>($"/v1/movies/imdb:{film.ExternalIds!.Imdb}", cancellationToken);
            ids.Add(found.GetProperty("id").GetString()!);
        }

        return ids;
    }

    // Pages behind the first 4,000 films, as somebody gets there: by the cursor of the page before.
    private static async Task<IReadOnlyList<string>> DeepAsync(HttpClient client, CancellationToken cancellationToken)
    {
        List<string> pages = [];
        var path = "/v1/movies?sort=title&pageSize=100";
        for (var page = 0; page < DeepPages + Samples; page++)
        {
            var answer = await client.GetFromJsonAsync<JsonElement>(path, cancellationToken);
            if (!answer.TryGetProperty("nextCursor", out var cursor) || cursor.GetString() is not { } next)
                break;
            path = $"/v1/movies?sort=title&pageSize=100&cursor={next}";
            if (page >= DeepPages)
                pages.Add(path);
        }

        return pages.Count > 0 ? pages : [path];
    }

    /// <param name="client">Who asks.</param>
    /// <param name="paths">What is asked.</param>
    /// <param name="next">Is given the page behind each first page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private static async Task<List<double>> AskAsync(
        HttpClient client, IReadOnlyList<string> paths, List<string> next, CancellationToken cancellationToken)
    {
        List<double> times = [];
        foreach (var path in paths)
        {
            var started = TimeProvider.System.GetTimestamp();
            using var answer = await client.GetAsync(path, cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{path} was answered with {(int)answer.StatusCode}.");
            if (!path.Contains("cursor=", StringComparison.Ordinal)
                && JsonSerializer.Deserialize<JsonElement>(body).TryGetProperty("nextCursor", out var cursor))
            {
                next.Add($"{path}&cursor={cursor.GetString()}");
            }
        }

        times.Sort();
        return times;
    }
}
