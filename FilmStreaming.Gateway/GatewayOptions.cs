using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.Gateway;

/// <summary>How the gateway talks to the services behind it. Section <c>Gateway</c>.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>How long a connection to a service may take to open; 0.1 to 30 seconds, default 2.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a request may rest without a byte moving; 0.1 seconds to 10 minutes, default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan ActivityTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a connection is used again; 1 second to 10 minutes, default 10 seconds. Balancers in front of replicas (Aspire's
    /// local proxy, a Kubernetes service, Compose's DNS) choose a replica for each new connection, so this is how fast load spreads.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often each destination is asked whether it is ready; 0.1 seconds to 5 minutes, default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest body of an import, in bytes; default 256 MiB. Other routes have the limit of <c>RequestLimits</c>.</summary>
    [Range(1024, 16L * 1024 * 1024 * 1024)]
    public long MaxImportBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>The longest picture of an account, in bytes; default 10 MiB.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public long MaxImageBytes { get; init; } = 10 * 1024 * 1024;
}
