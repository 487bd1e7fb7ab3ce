using System.Text.Json.Serialization;

namespace FilmStreaming.Storage.Idempotency;

/// <summary>What is known of a request that came with an <c>Idempotency-Key</c>. Its id is made of the account, the route and the key.</summary>
internal sealed record IdempotencyRecord
{
    /// <summary>How long a key is remembered, and its answer replayed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Of the body's content: the same key with another one is a mistake of the client.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>
    /// The id of what the request makes. It is written down before that is made, so that a repetition finds what an attempt made that
    /// died in between.
    /// </summary>
    public required Guid ResourceId { get; init; }

    /// <summary>Until then the request counts as in flight; an attempt that has not answered by then has died.</summary>
    public required DateTimeOffset LockedUntil { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Null while there is none.</summary>
    public StoredAnswer? Answer { get; init; }
}

/// <summary>An answer as it was sent.</summary>
internal sealed record StoredAnswer
{
    public required int Status { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required string Body { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Document<IdempotencyRecord>))]
internal sealed partial class IdempotencyJsonContext : JsonSerializerContext;
