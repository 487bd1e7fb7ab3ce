using System.Collections.Concurrent;

namespace FilmStreaming.Bench.Http;

/// <summary>Many connections that each ask for the same again as soon as it is answered.</summary>
internal static class HttpLoad
{
    /// <param name="address">What is asked for.</param>
    /// <param name="headers">Beside <c>Host</c>.</param>
    /// <param name="bodyLength">Of each answer.</param>
    /// <param name="connections">How many ask at once.</param>
    /// <param name="requests">How many are sent in all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Measurement> RunAsync(
        Uri address,
        IReadOnlyDictionary<string, string> headers,
        int bodyLength,
        int connections,
        int requests,
        CancellationToken cancellationToken)
    {
        var clients = Enumerable.Range(0, connections).Select(_ => new KeepAliveClient(address, headers, bodyLength)).ToList();
        try
        {
            await Task.WhenAll(clients.Select(client => client.ConnectAsync(address, cancellationToken)));
            var idle = new ConcurrentBag<KeepAliveClient>(clients);
            return await Measurement.OfEachAsync(
                requests,
                connections,
                async stop =>
                {
                    idle.TryTake(out var client);
                    await client!.GetAsync(stop);
                    idle.Add(client);
                },
                cancellationToken);
        }
        finally
        {
            foreach (var client in clients)
                client.Dispose();
        }
    }
}
