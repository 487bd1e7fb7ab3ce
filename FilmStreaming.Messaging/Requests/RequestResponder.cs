using System.Collections.Frozen;
using System.Text.Json;
using FilmStreaming.Messaging.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Messaging.Requests;

/// <summary>That a service answers a request, and how: from JSON text to JSON text.</summary>
internal sealed record RequestResponder(string Name, Func<IServiceProvider, string, CancellationToken, Task<string>> Answer)
{
    public static RequestResponder For<THandler, TRequest, TReply>(RequestContract<TRequest, TReply> contract)
        where THandler : class, IRequestHandler<TRequest, TReply> =>
        new(contract.Name, async (services, body, cancellationToken) =>
        {
            var request = JsonSerializer.Deserialize(body, contract.RequestJson)
                ?? throw new JsonException($"The body of a {contract.Name} is null.");
            var reply = await services.GetRequiredService<THandler>().HandleAsync(request, cancellationToken);
            return JsonSerializer.Serialize(reply, contract.ReplyJson);
        });
}

/// <summary>Answers the requests of this host, each in a scope of its own.</summary>
internal sealed class RequestDispatcher(IServiceScopeFactory scopes, IEnumerable<RequestResponder> responders)
{
    private readonly FrozenDictionary<string, RequestResponder> _responders = responders.ToFrozenDictionary(responder => responder.Name);

    public IReadOnlyCollection<string> Names => _responders.Keys;

    public async Task<string> AnswerAsync(string system, RequestMessage request, CancellationToken cancellationToken)
    {
        using var activity = MessagingActivities.StartAnswer(system, request);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await _responders[request.Name].Answer(scope.ServiceProvider, request.Body, cancellationToken);
        }
        catch (Exception e)
        {
            activity.Fail(e);
            throw;
        }
    }
}
