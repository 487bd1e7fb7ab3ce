using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Storage.Idempotency;

/// <summary>Carries a request with an <c>Idempotency-Key</c> out once, and answers its repetitions with the first answer.</summary>
/// <typeparam name="TBody">The argument of the handler that is the body.</typeparam>
internal sealed class IdempotencyFilter<TBody>(IdempotencyKeys keys, IOptions<JsonOptions> json) : IEndpointFilter
    where TBody : class
{
    private static readonly string[] KeptHeaders = ["Location", "ETag", "Content-Type", "Cache-Control"];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.Headers[IdempotencyKey.Header] is not { Count: > 0 } header)
            return await next(context);
        if (header is not [{ Length: > 0 and <= IdempotencyKey.MaxLength } key] || key.Any(c => c is < '!' or > '~'))
            return Problem.Invalid(IdempotencyKey.Header, $"It must be 1 to {IdempotencyKey.MaxLength} visible characters of ASCII.");

        var claim = await keys.ClaimAsync(IdOf(http, key), FingerprintOf(context), http.RequestAborted);
        switch (claim)
        {
            case IdempotencyClaim.Answered { Answer: var answer }:
                http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
                return new StoredResult(answer);
            case IdempotencyClaim.Reused:
                return Problem.Unprocessable(ProblemTypes.IdempotencyKeyReused, "This key came with another body before.");
            case IdempotencyClaim.Mine mine:
                http.Features.Set(new IdempotencyKey.NewResource(mine.Record.ResourceId));
                return await CarryOutAsync(http, mine, await next(context));
            default:
                http.Response.Headers.RetryAfter = "1";
                return Problem.Conflict(ProblemTypes.IdempotencyKeyInUse, "The request with this key is still being carried out.");
        }
    }

    // What the server itself failed at is not remembered: the repetition may succeed.
    private async Task<object?> CarryOutAsync(HttpContext http, IdempotencyClaim.Mine claim, object? result)
    {
        if (result is not IResult first)
            throw new InvalidOperationException("A handler that takes idempotency keys returns a result.");
        var answer = await CaptureAsync(http, first);
        if (answer.Status < StatusCodes.Status500InternalServerError)
            await keys.CompleteAsync(claim, answer, http.RequestAborted);
        return new StoredResult(answer);
    }

    private static async Task<StoredAnswer> CaptureAsync(HttpContext http, IResult result)
    {
        var response = http.Response;
        var body = response.Body;
        using var captured = new MemoryStream();
        response.Body = captured;
        try
        {
            await result.ExecuteAsync(http);
            await response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        finally
        {
            response.Body = body;
        }

        return new()
        {
            Status = response.StatusCode,
            Headers = KeptHeaders.Where(response.Headers.ContainsKey).ToDictionary(name => name, name => response.Headers[name].ToString()),
            Body = Encoding.UTF8.GetString(captured.GetBuffer(), 0, (int)captured.Length),
        };
    }

    private static Guid IdOf(HttpContext http, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{http.User.GetAccountId()}\n{http.Request.Method} {http.Request.Path}\n{key}"));
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }

    private string FingerprintOf(EndpointFilterInvocationContext context)
    {
        var body = context.Arguments.OfType<TBody>().Single();
        return Convert.ToHexString(SHA256.HashData(
            JsonSerializer.SerializeToUtf8Bytes(body, json.Value.SerializerOptions.GetTypeInfo(typeof(TBody)))));
    }

    private sealed class StoredResult(StoredAnswer answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = answer.Status;
            foreach (var (name, value) in answer.Headers)
                response.Headers[name] = value;
            var body = Encoding.UTF8.GetBytes(answer.Body);
            response.ContentLength = body.Length;
            return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
        }
    }
}
