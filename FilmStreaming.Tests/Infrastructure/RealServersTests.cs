namespace FilmStreaming.Tests.Infrastructure;

public sealed class RealServersTests
{
    [Fact]
    public void Require_WithoutTheVariable_SkipsTheTest() =>
        Assert.Contains("ConnectionStrings__nowhere", Assert.ThrowsAny<Exception>(() => RealServers.Require("nowhere")).Message, StringComparison.Ordinal);
}
