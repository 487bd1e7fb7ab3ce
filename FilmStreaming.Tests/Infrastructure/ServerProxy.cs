using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FilmStreaming.Tests.Infrastructure;

/// <summary>
/// Stands between services and a server, so that a test can cut their connections, or take the server away from them alone.
/// </summary>
internal sealed class ServerProxy : IAsyncDisposable
{
    private readonly Uri _server;
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = [];
    private readonly int _port;
    private TcpListener? _listener;
    private ArmedCut? _cut;

    /// <param name="server">The server's address, of whatever scheme.</param>
    public ServerProxy(string server)
    {
        _server = new(server);
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _port = ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>The server's address by way of the proxy.</summary>
    public string Address => Through(_server.ToString());

    /// <summary>An address on the same server by way of the proxy.</summary>
    public string Through(string address) => new UriBuilder(address) { Host = "127.0.0.1", Port = _port }.ToString();

    public void Open()
    {
        _listener = new(IPAddress.Loopback, _port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    /// <summary>Drops every connection and takes no new one.</summary>
    public void Close()
    {
        _listener?.Stop();
        Cut();
    }

    /// <summary>Drops every connection.</summary>
    public void Cut()
    {
        foreach (var client in _clients.Keys)
            client.Close();
        _clients.Clear();
    }

    /// <summary>
    /// Lets that many more bytes pass in one direction, over whichever connections, and then drops the connection in the middle
    /// of what it was carrying. Returns when that has happened.
    /// </summary>
    public async Task CutAfterAsync(int bytes, bool toServer, CancellationToken cancellationToken)
    {
        var cut = new ArmedCut(bytes, toServer);
        _cut = cut;
        await cut.Done.Task.WaitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = ForwardAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        _clients[client] = true;
        _clients[server] = true;
        try
        {
            await server.ConnectAsync(_server.Host, _server.Port);
            await Task.WhenAny(
                CopyAsync(client.GetStream(), server.GetStream(), toServer: true),
                CopyAsync(server.GetStream(), client.GetStream(), toServer: false));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
        finally
        {
            client.Close();
            _clients.TryRemove(client, out _);
            _clients.TryRemove(server, out _);
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool toServer)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer) is > 0 and var read)
        {
            var cut = _cut;
            var allowed = cut is not null && cut.ToServer == toServer ? cut.Take(read) : read;
            await to.WriteAsync(buffer.AsMemory(0, allowed));
            if (allowed == read)
                continue;
            _cut = null;
            cut!.Done.TrySetResult();
            return;
        }
    }

    private sealed class ArmedCut(int bytes, bool toServer)
    {
        private int _left = bytes;

        public bool ToServer { get; } = toServer;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <returns>How many of the bytes may pass; only the first connection to be short of some is cut.</returns>
        public int Take(int count)
        {
            var left = Interlocked.Add(ref _left, -count);
            return left >= 0 || left + count < 0 ? count : left + count;
        }
    }
}
