using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FilmStreaming.Tests.Messaging.RabbitMq;

/// <summary>Stands between a service and the broker, so that a test can take the broker away from that service alone.</summary>
internal sealed class BrokerProxy : IAsyncDisposable
{
    private readonly Uri _broker;
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = [];
    private readonly int _port;
    private TcpListener? _listener;

    /// <param name="broker">The broker's address.</param>
    public BrokerProxy(string broker)
    {
        _broker = new(broker);
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _port = ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>The broker's address by way of the proxy.</summary>
    public string Address => new UriBuilder(_broker) { Host = "127.0.0.1", Port = _port }.ToString();

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
        using var server = new TcpClient();
        _clients[client] = true;
        _clients[server] = true;
        try
        {
            await server.ConnectAsync(_broker.Host, _broker.Port);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
        finally
        {
            client.Close();
        }
    }
}
