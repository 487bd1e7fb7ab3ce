using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.TransportContracts;
using static FilmStreaming.Tests.TransportContracts.InboxExtensions;

namespace FilmStreaming.Tests.Messaging.RabbitMq;

/// <summary>A replica whose connection to the broker breaks.</summary>
public sealed class BroadcastFaultTests
{
    [Fact]
    public async Task Connection_IsCut_ReplicaCatchesUpAndHearsAgain()
    {
        await using var proxy = new ServerProxy(RealServers.Require("messaging"));
        proxy.Open();
        await using var network = new MessagingNetwork(proxy.Address);
        var listener = new Listener();
        var service = await network.StartAsync(listener.AddTo, options => options.ReconnectDelay = TimeSpan.FromMilliseconds(50));
        Assert.Equal(1, listener.CaughtUp);

        proxy.Close();
        proxy.Open();

        await Eventually.BeTrueAsync("catching up", () => listener.CaughtUp == 2);
        await MessagingNetwork.ReadyAsync(service);
        await service.PublishAsync(Updated());
        await listener.HeardAsync(1);
    }
}
