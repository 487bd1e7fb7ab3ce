using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.InProcess;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Tests.TransportContracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using static FilmStreaming.Tests.TransportContracts.InboxExtensions;

namespace FilmStreaming.Tests.Messaging;

public sealed class RegistrationTests
{
    [Fact]
    public void Options_NothingIsSet_HaveTheDocumentedDelays()
    {
        using var app = Build([]);

        var delays = app.Services.GetRequiredService<IOptions<MessagingOptions>>().Value.RetryDelays;
        Assert.Equal([1, 10, 60, 600], delays.Select(delay => delay.TotalSeconds));
    }

    [Fact]
    public void Options_DelaysAreSet_ReplaceTheDefaults()
    {
        using var app = Build(new() { ["Messaging:RetryDelays:0"] = "00:00:05" });

        Assert.Equal([TimeSpan.FromSeconds(5)], app.Services.GetRequiredService<IOptions<MessagingOptions>>().Value.RetryDelays);
    }

    [Theory]
    [InlineData("Messaging:Prefix", "Film Streaming")]
    [InlineData("Messaging:Prefetch", "0")]
    [InlineData("Messaging:PublishTimeout", "01:00:00")]
    [InlineData("Messaging:RetryDelays:0", "00:00:00")]
    [InlineData("Messaging:Outbox:BatchSize", "0")]
    public async Task Start_OptionIsOutOfRange_RefusesToStart(string setting, string value)
    {
        await using var app = Build(new() { [setting] = value });

        await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Publish_NobodyHasEverSubscribed_IsDone()
    {
        await using var network = new MessagingNetwork(broker: null);
        var service = await network.StartAsync();

        await service.PublishAsync(Updated());
    }

    [Fact]
    public async Task Publish_SubscriberIsBuiltAndNotStarted_IsNotDone()
    {
        var bus = new InProcessBus();
        await using var publisher = Build([], builder => builder.Services.AddSingleton(bus));
        await using var subscriber = Build(
            [], builder => builder.Services.AddSingleton(bus), services => services.Subscribe("films", new Inbox()));
        await publisher.StartAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<EventPublishException>(() => publisher.PublishAsync(Updated()));
    }

    [Fact]
    public void AddRabbitMQClient_ConnectionString_MakesTheFactoryOfIt()
    {
        using var app = Build(new() { ["ConnectionStrings:messaging"] = "amqp://someone:secret@broker.example:5673/films" });

        var factory = app.Services.GetRequiredService<IConnectionFactory>();

        Assert.Equal(("someone", "films"), (factory.UserName, factory.VirtualHost));
        Assert.False(Assert.IsType<ConnectionFactory>(factory).AutomaticRecoveryEnabled);
    }

    [Fact]
    public void DependencyOf_Failure_NamesTheRequestOrTheBroker()
    {
        using var app = Build([]);
        var failures = app.Services.GetServices<IDependencyFailure>().ToList();

        Assert.Equal("movie.lookup", DependencyOf(new RequestUnavailableException("movie.lookup", "nobody answers it now")));
        Assert.Equal("messaging", DependencyOf(new EventPublishException("away")));
        Assert.Equal("messaging", DependencyOf(new BrokerUnreachableException(new IOException())));
        Assert.Null(DependencyOf(new InvalidOperationException()));

        string? DependencyOf(Exception e) => failures.Select(failure => failure.DependencyOf(e)).FirstOrDefault(name => name is not null);
    }

    private static WebApplication Build(
        Dictionary<string, string?> settings, Action<WebApplicationBuilder>? before = null, Action<IServiceCollection>? after = null)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Configuration["ConnectionStrings:messaging"] = "";
        builder.Configuration.AddInMemoryCollection(settings);
        before?.Invoke(builder);
        builder.AddMessaging();
        after?.Invoke(builder.Services);
        return builder.Build();
    }
}
