using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FilmStreaming.ServiceDefaults.Health;

/// <summary>
/// Fails a check that takes too long. The framework's own timeout only asks a check to stop; a driver that hangs does not listen,
/// and the probe would hang with it.
/// </summary>
internal sealed class BoundedHealthCheck(IHealthCheck check, TimeSpan timeout) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await check.CheckHealthAsync(context, ending.Token).WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            await ending.CancelAsync();
            return new(context.Registration.FailureStatus, $"No answer within {timeout.TotalSeconds} s.");
        }
    }
}
