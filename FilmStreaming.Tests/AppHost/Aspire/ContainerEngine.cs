namespace FilmStreaming.Tests.AppHost.Aspire;

/// <summary>Docker or Podman, which Aspire starts the servers with.</summary>
internal static class ContainerEngine
{
    private static readonly string[] Sockets =
    [
        "/var/run/docker.sock",
        $"{Environment.GetEnvironmentVariable("HOME")}/.docker/run/docker.sock",
        "/run/podman/podman.sock",
        $"{Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR")}/podman/podman.sock",
    ];

    /// <summary>Skips the running test, saying why, where there is none.</summary>
    public static void Require() => Assert.SkipUnless(
        OperatingSystem.IsWindows() || Sockets.Any(File.Exists), "needs a container engine: there is no socket of Docker or Podman");
}
