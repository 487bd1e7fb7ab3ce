using System.Text;
using FilmStreaming.Messaging.DeadLetters;
using FilmStreaming.Messaging.RabbitMq;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.TransportContracts;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using static FilmStreaming.Tests.TransportContracts.InboxExtensions;

namespace FilmStreaming.Tests.Messaging.RabbitMq;

/// <summary>Dead letters that came from others than this program, and what a replay sends.</summary>
public sealed class DeadLetterWireTests : IAsyncDisposable
{
    private const string Films = "films";

    private MessagingNetwork? _network;

    private MessagingNetwork Network => _network ??= new(RealServers.Require("messaging"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _network?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task List_NoCloudEvent_CanBeToldAndDiscarded()
    {
        var letters = await StartAsync(new Inbox());
        await SendAsync(new() { ContentType = "text/plain" }, "hello");

        var letter = Assert.Single((await GivenUpAsync(letters)).Items);

        Assert.Equal(("unknown", null, null), (letter.Type, letter.Subject, letter.Time));
        Assert.StartsWith("FormatException", letter.Reason, StringComparison.Ordinal);
        Assert.Equal("hello", (await letters.FindAsync(Films, letter.Id, Stop))!.Body);
        Assert.True(await letters.DiscardAsync(Films, letter.Id, Stop));
    }

    [Fact]
    public async Task Replay_OfALetter_SendsItAsItFirstCame()
    {
        var letters = await StartAsync(new Inbox { Handle = (_, _) => throw new InvalidOperationException() });
        var message = Updated();
        var sent = CloudEventCodec.Write(message);
        sent.Headers!["x-foreign"] = "kept";
        var names = sent.Headers.Keys.Order(StringComparer.Ordinal).ToList();
        await SendAsync(sent, message.Data);
        await GivenUpAsync(letters);
        await Network.StopAsync();

        await using var connection = await Network.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Stop);
        var letter = await channel.BasicGetAsync(Network.Topology.DeadLetterQueueOf(Films), autoAck: true, Stop);
        var replayed = FailureHeaders.Fresh(letter!.BasicProperties);

        Assert.Equal(names, replayed.Headers!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(message, CloudEventCodec.Read(replayed, letter.Body.Span));
        Assert.Equal(DeliveryModes.Persistent, replayed.DeliveryMode);
    }

    private async Task<IDeadLetters> StartAsync(Inbox inbox) =>
        (await Network.StartAsync(services => services.Subscribe(Films, inbox))).Services.GetRequiredService<IDeadLetters>();

    private static Task<DeadLetterList> GivenUpAsync(IDeadLetters letters) =>
        Eventually.GetAsync("giving up", () => letters.ListAsync(Films, 10, Stop), list => list.Items is not []);

    private async Task SendAsync(BasicProperties properties, string body)
    {
        await using var connection = await Network.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Stop);
        await channel.BasicPublishAsync(
            Network.Topology.Events, Updated().Type, mandatory: true, properties, Encoding.UTF8.GetBytes(body), Stop);
    }
}
