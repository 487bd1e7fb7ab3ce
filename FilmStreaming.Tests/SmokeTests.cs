namespace FilmStreaming.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void ResourceNames_AreDistinct() =>
        Assert.NotEqual(ServiceDefaults.ResourceNames.MovieDb, ServiceDefaults.ResourceNames.UserDb);
}
