using System.Globalization;
using System.Text;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>Events from their creation to the acknowledgement of their consumer.</summary>
internal sealed class EventsScenario : IScenario
{
    private const int Events = 10_000;
    private const int Window = 256;

    private readonly Broker _broker = new();
    private readonly Arrivals _arrivals = new();

    public string Description =>
        $"{Events:N0} events of different films, {Window} being published at once, each confirmed; one quorum queue, prefetch "
        + $"{_broker.Options.Prefetch}, acknowledged one by one; p50 and p99 are of the confirmation";

    public async Task<IReadOnlyList<Contender>> PrepareAsync(CancellationToken cancellationToken)
    {
        var services = await _broker.StartAsync(
            services => services.AddSingleton(_arrivals).AddEventHandler<Handler, MovieSnapshot>("films", MovieEvents.Updated),
            "films",
            cancellationToken);
        var publisher = services.GetRequiredService<IEventPublisher>();
        var channel = await OpenBareAsync(cancellationToken);
        return
        [
            new("bare RabbitMQ.Client", stop => RunAsync(message => SendAsync(channel, message, stop), stop)),
            new("FilmStreaming.Messaging", stop => RunAsync(message => publisher.PublishAsync([message], stop), stop)),
        ];
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    private async Task<Measurement> RunAsync(Func<EventMessage, Task> publish, CancellationToken cancellationToken)
    {
        _arrivals.Expect(Events);
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var confirmed = await Measurement.OfEachAsync(
            Events,
            Window,
            _ =>
            {
                var film = Guid.CreateVersion7();
                return publish(MovieEvents.Updated.Create(film.ToString(), new(film, 1, "Metropolis", 1927, 153), clock.GetUtcNow()));
            },
            cancellationToken);
        await _arrivals.Complete.WaitAsync(cancellationToken);
        return confirmed with { PerSecond = Events / clock.GetElapsedTime(started).TotalSeconds };
    }

    /// <summary>What a program without the product does at least: the same message on the wire, read and acknowledged.</summary>
    private async Task<IChannel> OpenBareAsync(CancellationToken cancellationToken)
    {
        var consuming = await _broker.OpenChannelAsync(cancellationToken);
        var queue = await _broker.DeclareAsync(consuming, "bare", "quorum", cancellationToken);
        await consuming.ExchangeDeclareAsync(
            queue + ".events", ExchangeType.Topic, durable: false, autoDelete: true, cancellationToken: cancellationToken);
        await consuming.QueueBindAsync(queue, queue + ".events", MovieEvents.Updated.Type, cancellationToken: cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(consuming);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            MovieEvents.Updated.Read(new()
            {
                Id = Guid.Parse(delivery.BasicProperties.MessageId!),
                Type = delivery.RoutingKey,
                Source = "",
                Subject = "",
                Time = default,
                Data = Encoding.UTF8.GetString(delivery.Body.Span),
            });
            await consuming.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            _arrivals.Add();
        };
        await consuming.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken);
        return await _broker.OpenChannelAsync(cancellationToken);
    }

    private async Task SendAsync(IChannel channel, EventMessage message, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            MessageId = message.Id.ToString(),
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?>
            {
                ["cloudEvents_specversion"] = "1.0",
                ["cloudEvents_id"] = message.Id.ToString(),
                ["cloudEvents_source"] = message.Source,
                ["cloudEvents_type"] = message.Type,
                ["cloudEvents_subject"] = message.Subject,
                ["cloudEvents_time"] = message.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                ["cloudEvents_dataschema"] = $"urn:filmstreaming:schema:{message.Type}",
            },
        };
        await channel.BasicPublishAsync(
            $"{_broker.Prefix}.bare.events",
            message.Type,
            mandatory: true,
            properties,
            Encoding.UTF8.GetBytes(message.Data),
            cancellationToken);
    }

    private sealed class Handler(Arrivals arrivals) : IEventHandler<MovieSnapshot>
    {
        public Task HandleAsync(EventContext<MovieSnapshot> context, CancellationToken cancellationToken)
        {
            arrivals.Add();
            return Task.CompletedTask;
        }
    }

    /// <summary>Counts what has been handled.</summary>
    private sealed class Arrivals
    {
        private TaskCompletionSource _complete = new();
        private int _left;

        public Task Complete => _complete.Task;

        public void Expect(int count)
        {
            _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _left = count;
        }

        public void Add()
        {
            if (Interlocked.Decrement(ref _left) == 0)
                _complete.SetResult();
        }
    }
}
