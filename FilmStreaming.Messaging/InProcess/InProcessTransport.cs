using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;

namespace FilmStreaming.Messaging.InProcess;

/// <summary>
/// Carries messages to the services of the same process. An event counts as published when every subscription has handled it
/// or given it up; what makes it durable until then is the outbox it comes from.
/// </summary>
internal sealed class InProcessTransport(InProcessBus bus, TimeProvider clock) : ITransport
{
    public const string SystemName = "in_process";

    public string System => SystemName;

    public string DestinationOf(string eventType) => eventType;

    public Task PublishAsync(EventMessage message, CancellationToken cancellationToken) =>
        Task.WhenAll(
        [
            .. bus.QueuesOf(message.Type).Select(queue => DeliverAsync(queue, message, cancellationToken)),
            .. bus.HostsThatHear(message.Type).Select(host => Detached(() => host.HearAsync(message)).WaitAsync(cancellationToken)),
        ]);

    /// <summary>Returns when the subscription has handled the event or given it up.</summary>
    /// <exception cref="EventPublishException">No service that runs has the subscription.</exception>
    public Task DeliverAsync(InProcessQueue queue, EventMessage message, CancellationToken cancellationToken) =>
        queue.Order.RunAsync(message.Subject, () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var host = bus.Next(host => host.Subscribes(queue.Name))
                ?? throw new EventPublishException($"No service that runs now has the subscription {queue.Name}.");
            return Detached(() => host.HandleAsync(queue.Name, message));
        }).WaitAsync(cancellationToken);

    public async Task<string> AskAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        var host = bus.Next(host => host.Answers(request.Name))
            ?? throw new RequestUnavailableException(request.Name, "nobody in this process answers it");
        try
        {
            return await Detached(() => host.AnswerAsync(request)).WaitAsync(request.Deadline, clock, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (TimeoutException e)
        {
            throw new RequestUnavailableException(request.Name, $"no answer within {request.Deadline.TotalSeconds:0.###} s", e);
        }
        catch (Exception e)
        {
            throw new RequestUnavailableException(request.Name, $"the responder failed ({e.GetType().Name})", e);
        }
    }

    /// <summary>Runs without the caller's ambient state: over a wire a handler has no HTTP context of the sender either.</summary>
    private static Task<T> Detached<T>(Func<Task<T>> work)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(work);
    }

    private static Task Detached(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(work);
    }
}
