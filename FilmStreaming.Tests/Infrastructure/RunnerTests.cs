namespace FilmStreaming.Tests.Infrastructure;

public sealed class RunnerTests
{
    [Fact]
    public void ResourceNames_OfDatabases_AreDistinct() =>
        Assert.NotEqual(ServiceDefaults.ResourceNames.MovieDb, ServiceDefaults.ResourceNames.UserDb);
}
