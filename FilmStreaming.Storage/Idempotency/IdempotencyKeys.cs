namespace FilmStreaming.Storage.Idempotency;

/// <summary>What is to be done with a request that has a key.</summary>
internal abstract record IdempotencyClaim
{
    /// <summary>It is this request's to be answered.</summary>
    public sealed record Mine(Guid Id, long Version, IdempotencyRecord Record) : IdempotencyClaim;

    /// <summary>It was answered.</summary>
    public sealed record Answered(StoredAnswer Answer) : IdempotencyClaim;

    /// <summary>Another attempt is at it.</summary>
    public sealed record InFlight : IdempotencyClaim;

    /// <summary>The key was used for something else.</summary>
    public sealed record Reused : IdempotencyClaim;
}

/// <summary>Decides which of several requests with one key is carried out. Each decision is one write of one document.</summary>
internal sealed class IdempotencyKeys(IIdempotencyStore store, TimeProvider time)
{
    /// <summary>How long an attempt may take. A second one that begins then does no harm: both make the resource of one id.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="id">Of the account, the route and the key.</param>
    /// <param name="fingerprint">Of the body's content.</param>
    /// <param name="cancellationToken">The client went away.</param>
    public async Task<IdempotencyClaim> ClaimAsync(Guid id, string fingerprint, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetStoredNow();
            var found = await store.Documents.FindAsync(id, cancellationToken);
            if (found is not null && Decided(found.Body, fingerprint, now) is { } decided)
                return decided;

            // Refused when another request was faster; then its claim is looked at.
            var record = found is null || found.Body.ExpiresAt <= now
                ? New(fingerprint, now)
                : found.Body with { LockedUntil = now + Patience };
            var result = found is null
                ? await store.Documents.InsertAsync(new(id, record, []), cancellationToken)
                : await store.Documents.UpdateAsync(id, found.Version, record, [], cancellationToken);
            if (result.Status == WriteStatus.Written)
                return new IdempotencyClaim.Mine(id, (found?.Version ?? 0) + 1, record);
        }
    }

    /// <summary>Remembers the answer, unless another attempt has taken over: that one's answer is the same.</summary>
    public Task CompleteAsync(IdempotencyClaim.Mine claim, StoredAnswer answer, CancellationToken cancellationToken) =>
        store.Documents.UpdateAsync(claim.Id, claim.Version, claim.Record with { Answer = answer }, [], cancellationToken);

    private static IdempotencyClaim? Decided(IdempotencyRecord record, string fingerprint, DateTimeOffset now) => record switch
    {
        _ when record.ExpiresAt <= now => null,
        _ when record.Fingerprint != fingerprint => new IdempotencyClaim.Reused(),
        { Answer: { } answer } => new IdempotencyClaim.Answered(answer),
        _ when record.LockedUntil > now => new IdempotencyClaim.InFlight(),
        _ => null,
    };

    private static IdempotencyRecord New(string fingerprint, DateTimeOffset now) => new()
    {
        Fingerprint = fingerprint,
        ResourceId = Guid.CreateVersion7(now),
        LockedUntil = now + Patience,
        ExpiresAt = now + IdempotencyRecord.Lifetime,
    };
}
