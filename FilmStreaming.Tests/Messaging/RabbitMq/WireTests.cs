using System.Text;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.RabbitMq;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.TransportContracts;
using RabbitMQ.Client;
using static FilmStreaming.Tests.TransportContracts.InboxExtensions;

namespace FilmStreaming.Tests.Messaging.RabbitMq;

/// <summary>Messages from and to others than this program.</summary>
public sealed class WireTests : IAsyncDisposable
{
    private MessagingNetwork? _network;

    private MessagingNetwork Network => _network ??= new(RealServers.Require("messaging"));

    public ValueTask DisposeAsync() => _network?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Publish_NoQueueIsBound_IsRefusedAndCounted()
    {
        var service = await Network.StartAsync();
        using var counters = new Counters(service.Services);

        var refused = await Assert.ThrowsAsync<EventPublishException>(() => service.PublishAsync(Updated()));

        Assert.True(refused.Refused);
        Assert.Equal(1, counters["filmstreaming.messaging.published"]);
        Assert.Equal(1, counters["filmstreaming.messaging.returned"]);
        Assert.Equal(0, counters["filmstreaming.messaging.confirmed"]);
    }

    [Fact]
    public async Task Handle_FailsAlways_IsCounted()
    {
        var inbox = new Inbox { Handle = (_, _) => throw new InvalidOperationException("poison") };
        var service = await Network.StartAsync(services => services.Subscribe("films", inbox));
        using var counters = new Counters(service.Services);

        await service.PublishAsync(Updated());

        await Eventually.BeTrueAsync("dead-lettering", () => counters["filmstreaming.messaging.dead_lettered"] == 1);
        Assert.Equal(1, counters["filmstreaming.messaging.confirmed"]);
        Assert.Equal(2, counters["filmstreaming.messaging.retried"]);
        Assert.Equal(0, counters["filmstreaming.messaging.consumed"]);
    }

    [Fact]
    public async Task DeadLetter_OfAFailure_HasReasonStackHashAttemptsAndOriginalHeaders()
    {
        var inbox = new Inbox { Handle = (_, _) => throw new InvalidOperationException("poison") };
        var service = await Network.StartAsync(services => services.Subscribe("films", inbox));
        var message = Updated();
        var sent = CloudEventCodec.Write(message);
        sent.Headers!["x-foreign"] = "kept";

        await SendAsync(sent, message.Data, message.Type);

        var letter = await DeadLetterAsync();
        var headers = letter.BasicProperties;
        Assert.Equal(message.Data, Encoding.UTF8.GetString(letter.Body.Span));
        Assert.Equal(message, CloudEventCodec.Read(headers, letter.Body.Span));
        Assert.Equal("kept", CloudEventCodec.Header(headers, "x-foreign"));
        Assert.Equal("InvalidOperationException: poison", CloudEventCodec.Header(headers, FailureHeaders.Reason));
        Assert.Matches("^[0-9a-f]{16}$", CloudEventCodec.Header(headers, FailureHeaders.StackHash));
        Assert.Equal(3, FailureHeaders.AttemptsOf(headers));
        Assert.NotNull(CloudEventCodec.Header(headers, FailureHeaders.LastTime));
        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("text/plain", "{}", "FormatException: The content type is not application/json.")]
    [InlineData("application/json", "{}", "FormatException: The CloudEvents version is not 1.0.")]
    public async Task Handle_NoCloudEvent_IsDeadLetteredAtOnce(string contentType, string body, string reason)
    {
        var inbox = new Inbox();
        await Network.StartAsync(services => services.Subscribe("films", inbox));

        await SendAsync(new() { ContentType = contentType }, body, Updated().Type);

        var letter = await DeadLetterAsync();
        Assert.Equal(reason, CloudEventCodec.Header(letter.BasicProperties, FailureHeaders.Reason));
        Assert.Equal(1, FailureHeaders.AttemptsOf(letter.BasicProperties));
        Assert.Empty(inbox.Handled);
    }

    [Fact]
    public async Task Handle_BodyIsTooLarge_IsDeadLetteredAtOnce()
    {
        await Network.StartAsync(services => services.Subscribe("films", new Inbox()), options => options.MaxBodyBytes = 1024);
        var message = Updated();

        await SendAsync(CloudEventCodec.Write(message), new string(' ', 1024) + message.Data, message.Type);

        var letter = await DeadLetterAsync();
        Assert.Equal(
            "FormatException: The body is larger than 1024 bytes.",
            CloudEventCodec.Header(letter.BasicProperties, FailureHeaders.Reason));
    }

    [Fact]
    public async Task Handle_HeadersWithColons_AreRead()
    {
        var inbox = new Inbox();
        await Network.StartAsync(services => services.Subscribe("films", inbox));
        var message = Updated();
        var sent = CloudEventCodec.Write(message);
        sent.Headers = sent.Headers!.ToDictionary(header => header.Key.Replace("cloudEvents_", "cloudEvents:"), header => header.Value);

        await SendAsync(sent, message.Data, message.Type);

        await inbox.HandledAsync(1);
        Assert.Equal(message, inbox.Handled[0]);
    }

    [Fact]
    public async Task Publish_BodyIsTooLarge_IsRefused()
    {
        var service = await Network.StartAsync(options: options => options.MaxBodyBytes = 1024);

        var refused = await Assert.ThrowsAsync<EventPublishException>(
            () => service.PublishAsync(Updated() with { Data = new string(' ', 1025) }));

        Assert.True(refused.Refused);
    }

    private async Task SendAsync(BasicProperties properties, string body, string type)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var connection = await Network.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        await channel.BasicPublishAsync(
            Network.Topology.Events, type, mandatory: true, properties, Encoding.UTF8.GetBytes(body), cancellationToken);
    }

    private async Task<BasicGetResult> DeadLetterAsync()
    {
        await using var connection = await Network.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var queue = Network.Topology.DeadLetterQueueOf("films");
        var letter = await Eventually.GetAsync(
            "dead-lettering",
            () => channel.BasicGetAsync(queue, autoAck: true, TestContext.Current.CancellationToken),
            letter => letter is not null);
        return letter!;
    }
}
