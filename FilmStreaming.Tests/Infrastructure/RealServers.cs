namespace FilmStreaming.Tests.Infrastructure;

/// <summary>The real MongoDB, RabbitMQ and Redis, where the environment names them.</summary>
internal static class RealServers
{
    /// <summary>The connection string; skips the running test, saying why, where it is not set.</summary>
    /// <param name="name">One of <see cref="FilmStreaming.ServiceDefaults.ResourceNames"/>.</param>
    public static string Require(string name)
    {
        var value = Environment.GetEnvironmentVariable($"ConnectionStrings__{name}");
        Assert.SkipWhen(string.IsNullOrEmpty(value), $"needs a real server: ConnectionStrings__{name} is not set");
        return value!;
    }
}
