using Yarp.ReverseProxy.Forwarder;

namespace FilmStreaming.Gateway.Forwarding;

/// <summary>What a failure to forward says about the request.</summary>
internal enum ForwardingFailure
{
    /// <summary>There is none, or it is the client's own.</summary>
    None,

    /// <summary>No destination got any of the request: none is known, or none accepted a connection.</summary>
    Unreachable,

    /// <summary>A destination broke the connection before it answered; it may have acted on the request.</summary>
    Broken,

    /// <summary>A destination did not answer in time; it may have acted on the request.</summary>
    TimedOut,
}

internal static class ForwardingFailures
{
    /// <summary>Reads how the last attempt to forward this request failed.</summary>
    public static ForwardingFailure GetForwardingFailure(this HttpContext context) => context.GetForwarderErrorFeature() switch
    {
        { Error: ForwarderError.NoAvailableDestinations } => ForwardingFailure.Unreachable,
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } }
            => ForwardingFailure.Unreachable,
        // SocketsHttpHandler reports its connect timeout as a cancellation caused by a TimeoutException.
        { Error: ForwarderError.RequestTimedOut, Exception.InnerException: TimeoutException } => ForwardingFailure.Unreachable,
        { Error: ForwarderError.RequestTimedOut } => ForwardingFailure.TimedOut,
        { Error: ForwarderError.Request } => ForwardingFailure.Broken,
        _ => ForwardingFailure.None,
    };
}
