using System.Net.Sockets;
using System.Text;

namespace FilmStreaming.Bench.Http;

/// <summary>
/// Sends one GET again and again over one connection and reads whole answers. It does as little as it can: on a small machine
/// what a client costs is taken from the server that is measured.
/// </summary>
internal sealed class KeepAliveClient : IDisposable
{
    private static readonly byte[] EndOfHeaders = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] Success = "HTTP/1.1 200 "u8.ToArray();

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _answer;
    private readonly int _bodyLength;

    /// <param name="address">What is asked for.</param>
    /// <param name="headers">Beside <c>Host</c>.</param>
    /// <param name="bodyLength">Of each answer, in bytes.</param>
    public KeepAliveClient(Uri address, IEnumerable<KeyValuePair<string, string>> headers, int bodyLength)
    {
        var lines = headers.Select(header => $"{header.Key}: {header.Value}")
            .Prepend($"Host: {address.Authority}")
            .Prepend($"GET {address.PathAndQuery} HTTP/1.1");
        _request = Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n");
        _bodyLength = bodyLength;
        _answer = new byte[bodyLength + 16 * 1024];
    }

    public Task ConnectAsync(Uri address, CancellationToken cancellationToken) =>
        _socket.ConnectAsync(address.Host, address.Port, cancellationToken).AsTask();

    /// <exception cref="InvalidOperationException">The answer is not 200, or has another length than expected.</exception>
    public async Task GetAsync(CancellationToken cancellationToken)
    {
        await _socket.SendAsync(_request, cancellationToken);
        var read = 0;
        var end = -1;
        while (end < 0 || read < end + EndOfHeaders.Length + _bodyLength)
        {
            var received = await _socket.ReceiveAsync(_answer.AsMemory(read), cancellationToken);
            if (received == 0)
                throw new InvalidOperationException("The server closed the connection.");
            read += received;
            if (end < 0)
                end = _answer.AsSpan(0, read).IndexOf(EndOfHeaders);
        }

        if (!_answer.AsSpan().StartsWith(Success) || read != end + EndOfHeaders.Length + _bodyLength)
            throw new InvalidOperationException($"Not what was expected: {Encoding.ASCII.GetString(_answer, 0, Math.Min(read, 200))}");
    }

    public void Dispose() => _socket.Dispose();
}
