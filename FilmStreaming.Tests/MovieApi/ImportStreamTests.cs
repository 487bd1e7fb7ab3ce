using System.Net;
using System.Net.Sockets;
using System.Text;
using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>The import as a stream: long bodies, slow and impolite clients.</summary>
public sealed class ImportStreamTests
{
    [Fact]
    public async Task Import_ByClientThatReadsOnlyAfterSending_EndsWithTheSummary()
    {
        await using var api = await MovieApiService.StartAsync();
        // More than fits into the buffers between the two, in both directions.
        var body = string.Join('\n', Enumerable.Repeat($"\"{new string('x', 100)}\"", 200_000));

        var answer = ImportLines.Of(await api.PostAsync("/v1/movies/import", body, "application/x-ndjson"));

        Assert.Equal(new(200_000, 0, 0, 0, 200_000), answer.Summary);
    }

    [Fact]
    public async Task Import_ByClientThatGoesAway_KeepsWhatWasAnswered()
    {
        await using var api = await MovieApiService.StartAsync();
        var stop = TestContext.Current.CancellationToken;
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(api.Client.BaseAddress!.Host, api.Client.BaseAddress.Port, stop);
            await using var stream = client.GetStream();
            var rows = Films(250);
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    "POST /v1/movies/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n" +
                    $"Authorization: Bearer {api.Editor}\r\nTransfer-Encoding: chunked\r\n\r\n{rows.Length:x}\r\n{rows}\r\n"),
                stop);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(stop) is { } line && !line.StartsWith("{\"row\":200,", StringComparison.Ordinal))
            {
                // The answers come while the body is still open.
            }
        }

        Assert.Equal(200, (await api.GetAsync("/v1/movies")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Import_OfBodyThatIsDeclaredTooLong_IsRefused()
    {
        await using var api = await MovieApiService.StartAsync(("Import:MaxBytes", "4096"));

        var answer = await api.PostAsync("/v1/movies/import", Films(500), "application/x-ndjson");

        answer.AssertProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
    }

    [Fact]
    public async Task Import_OfBodyThatGrowsTooLong_StopsAtTheLimit()
    {
        await using var api = await MovieApiService.StartAsync(("Import:MaxBytes", "8192"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/movies/import")
        {
            Content = new StringContent(Films(500), Encoding.UTF8, "application/x-ndjson"),
        };
        request.Headers.Authorization = new("Bearer", api.Editor);
        request.Headers.TransferEncodingChunked = true;

        var answer = ImportLines.Of(await Answer.ReadAsync(await api.Client.SendAsync(request, TestContext.Current.CancellationToken)));

        Assert.Equal(1, answer.Summary.Rejected);
        Assert.StartsWith("Reading stopped at byte", answer.Rows[^1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task Import_AtTheEdgeOfItsRows_TakesThatMany(int more, int rejected)
    {
        await using var api = await MovieApiService.StartAsync(("Import:MaxRows", "300"));

        var answer = ImportLines.Of(await api.PostAsync("/v1/movies/import", Films(300 + more), "application/x-ndjson"));

        Assert.Equal(new(300 + more, 300, 0, 0, rejected), answer.Summary);
        Assert.Equal(rejected == 0 ? null : "An import has at most 300 rows.", answer.Rows[^1].Reason);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Import_AtTheEdgeOfItsBytes_TakesThatMany(int more, HttpStatusCode status)
    {
        await using var api = await MovieApiService.StartAsync(("Import:MaxBytes", "4096"));

        var answer = await api.PostAsync("/v1/movies/import", Films(50).PadRight(4096 + more), "application/x-ndjson");

        Assert.Equal(status, answer.Status);
    }

    private static string Films(int count) => string.Concat(Enumerable.Range(0, count).Select(n => $"{{\"title\":\"Film {n}\"}}\n"));
}
