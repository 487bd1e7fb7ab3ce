using System.Collections.Concurrent;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;

namespace FilmStreaming.Tests.UserApi.Playback;

/// <summary>A subscriber that remembers what was told of playback.</summary>
internal sealed class PlaybackInbox : IEventHandler<PlaybackStart>, IEventHandler<PlaybackCompletion>
{
    public ConcurrentQueue<PlaybackStart> Starts { get; } = [];

    public ConcurrentQueue<PlaybackCompletion> Completions { get; } = [];

    public Task HandleAsync(EventContext<PlaybackStart> context, CancellationToken cancellationToken)
    {
        Starts.Enqueue(context.Data);
        return Task.CompletedTask;
    }

    public Task HandleAsync(EventContext<PlaybackCompletion> context, CancellationToken cancellationToken)
    {
        Completions.Enqueue(context.Data);
        return Task.CompletedTask;
    }
}
