using System.Diagnostics;
using System.Text.Json;
using FilmStreaming.Messaging.Telemetry;

namespace FilmStreaming.Messaging.Requests;

/// <summary>Asks over whichever transport there is.</summary>
internal sealed class RequestClient(ITransport transport, MessagingMetrics metrics, TimeProvider clock) : IRequestClient
{
    public async Task<TReply> AskAsync<TRequest, TReply>(
        RequestContract<TRequest, TReply> contract, TRequest request, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        using var activity = MessagingActivities.StartAsk(transport.System, contract.Name);
        string? error = null;
        try
        {
            var context = activity ?? Activity.Current;
            var body = JsonSerializer.Serialize(request, contract.RequestJson);
            var reply = await transport.AskAsync(
                new(contract.Name, body, contract.Deadline, context?.Id, context?.TraceStateString), cancellationToken);
            return JsonSerializer.Deserialize(reply, contract.ReplyJson)
                ?? throw new RequestUnavailableException(contract.Name, "the reply is null");
        }
        catch (JsonException e)
        {
            error = activity.Fail(e);
            throw new RequestUnavailableException(contract.Name, "the reply is not of the contract's form", e);
        }
        catch (Exception e)
        {
            error = activity.Fail(e);
            throw;
        }
        finally
        {
            metrics.Asked(transport.System, contract.Name, clock.GetElapsedTime(started), error);
        }
    }
}
