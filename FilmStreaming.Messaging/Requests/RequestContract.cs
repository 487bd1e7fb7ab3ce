using System.Text.Json.Serialization.Metadata;

namespace FilmStreaming.Messaging.Requests;

/// <summary>The agreed form of one request between services: its name on the wire and the JSON forms of both bodies.</summary>
/// <param name="Name">For example <c>movie.lookup</c>; also the name of the queue it is answered from.</param>
/// <param name="RequestJson">Source-generated metadata of the request.</param>
/// <param name="ReplyJson">Source-generated metadata of the reply.</param>
/// <param name="Deadline">How long the asker waits, and how long the broker keeps an unanswered request.</param>
public sealed record RequestContract<TRequest, TReply>(
    string Name, JsonTypeInfo<TRequest> RequestJson, JsonTypeInfo<TReply> ReplyJson, TimeSpan Deadline);

/// <summary>Answers requests of one contract.</summary>
public interface IRequestHandler<TRequest, TReply>
{
    Task<TReply> HandleAsync(TRequest request, CancellationToken cancellationToken);
}

/// <summary>Asks another service over the transport.</summary>
public interface IRequestClient
{
    /// <exception cref="RequestUnavailableException">
    /// Nobody answers this request now, the answer did not come within the contract's deadline, or the responder failed.
    /// </exception>
    Task<TReply> AskAsync<TRequest, TReply>(
        RequestContract<TRequest, TReply> contract, TRequest request, CancellationToken cancellationToken);
}

/// <summary>A request that has no answer: no responder, a passed deadline, a failed responder, or a broker that is away.</summary>
public sealed class RequestUnavailableException(string request, string reason, Exception? inner = null)
    : Exception($"{request}: {reason}", inner)
{
    public string Request { get; } = request;
}
