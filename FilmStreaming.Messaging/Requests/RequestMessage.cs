namespace FilmStreaming.Messaging.Requests;

/// <summary>A request on its way.</summary>
/// <param name="Name">The contract's name.</param>
/// <param name="Body">JSON text.</param>
/// <param name="Deadline">How long an answer is of use.</param>
/// <param name="TraceParent">W3C Trace Context.</param>
/// <param name="TraceState">W3C Trace Context.</param>
internal sealed record RequestMessage(string Name, string Body, TimeSpan Deadline, string? TraceParent, string? TraceState);
