using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Lockout;

/// <summary>Removes the wrong passwords that are forgotten.</summary>
internal sealed class SignInFailureCleanup(
    ISignInFailureStore failures, IOptions<LockoutOptions> options, TimeProvider time, ILogger<SignInFailureCleanup> logger)
    : HourlyCleanup("wrong passwords that are forgotten", time, logger)
{
    protected override Task<long> RemoveAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        failures.RemoveBeforeAsync(now - options.Value.ForgetAfter, cancellationToken);
}
