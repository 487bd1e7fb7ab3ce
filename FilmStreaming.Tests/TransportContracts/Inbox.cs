using System.Collections.Concurrent;
using System.Diagnostics;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.TransportContracts;

/// <summary>A subscriber that does as the test says, and remembers what it has handled.</summary>
internal sealed class Inbox
{
    private readonly ConcurrentQueue<(EventMessage Message, ActivityTraceId Trace)> _handled = [];

    /// <summary>Runs for each event, before it counts as handled.</summary>
    public Func<EventMessage, CancellationToken, Task> Handle { get; init; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<EventMessage> Handled => [.. _handled.Select(handled => handled.Message)];

    public IReadOnlyList<ActivityTraceId> Traces => [.. _handled.Select(handled => handled.Trace)];

    public Task HandledAsync(int count) => Eventually.GetAsync(
        $"handling {count} events", () => Task.FromResult(_handled.Count), handled => handled >= count);

    internal sealed class Handler(Inbox inbox) : IEventHandler<MovieSnapshot>
    {
        public async Task HandleAsync(EventContext<MovieSnapshot> context, CancellationToken cancellationToken)
        {
            await inbox.Handle(context.Message, cancellationToken);
            inbox._handled.Enqueue((context.Message, Activity.Current?.TraceId ?? default));
        }
    }
}

/// <summary>Registers inboxes, and makes what is sent to them.</summary>
internal static class InboxExtensions
{
    public static IServiceCollection Subscribe(this IServiceCollection services, string subscription, Inbox inbox) =>
        services.AddSingleton(inbox).AddEventHandler<Inbox.Handler, MovieSnapshot>(subscription, MovieEvents.Updated);

    public static EventMessage Updated(Guid movie, long version) => MovieEvents.Updated.Create(
        movie.ToString(), new(movie, version, $"Film {version}", null, null), TimeProvider.System.GetUtcNow());

    public static EventMessage Updated() => Updated(Guid.CreateVersion7(), 1);

    public static EventMessage[] UpdatesOfOne(int count)
    {
        var movie = Guid.CreateVersion7();
        return [.. Enumerable.Range(1, count).Select(version => Updated(movie, version))];
    }
}
