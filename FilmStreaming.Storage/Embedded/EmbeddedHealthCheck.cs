using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FilmStreaming.Storage.Embedded;

/// <summary>Unhealthy while the writer of the file does not commit.</summary>
internal sealed class EmbeddedHealthCheck(EmbeddedDatabase database) : IHealthCheck
{
    private readonly Probe _probe = new(database);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(_probe, () => true, cancellationToken);
            return HealthCheckResult.Healthy("The data file takes writes.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(context.Registration.FailureStatus, $"The data file takes no writes ({e.GetType().Name}).");
        }
    }

    /// <summary>One row that is written again by each check: an empty commit would not touch the disk.</summary>
    private sealed class Probe(EmbeddedDatabase database) : IEmbeddedCollection
    {
        public void Store() => database.Store("health", Guid.Empty, "{}");

        public void Publish()
        {
        }

        public void Forget()
        {
        }
    }
}
