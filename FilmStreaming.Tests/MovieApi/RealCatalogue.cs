namespace FilmStreaming.Tests.MovieApi;

/// <summary>The 3,201 films of the vega-datasets, where a checkout has them beside it.</summary>
internal static class RealCatalogue
{
    /// <summary>The file as it is; skips the running test where there is none.</summary>
    public static async Task<string> ReadAsync()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "movies.json");
            if (File.Exists(path))
                return await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        }

        Assert.Skip("needs shared/data/movies.json beside the checkout");
        return "";
    }
}
