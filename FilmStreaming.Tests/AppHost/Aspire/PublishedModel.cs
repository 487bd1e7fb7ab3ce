using Aspire.Hosting.Testing;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.AppHost.Aspire;

/// <summary>What the AppHost writes when it is asked to publish. Needs no container engine.</summary>
internal sealed class PublishedModel : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="arguments">The AppHost's command line, without the path to write to.</param>
    public static async Task<PublishedModel> CreateAsync(params string[] arguments)
    {
        var model = new PublishedModel();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.FilmStreaming_AppHost>(
            [.. arguments, "--output-path", model._folder.FullPath], TestContext.Current.CancellationToken);
        await using var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await application.RunAsync(TestContext.Current.CancellationToken);
        return model;
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullPath, file));

    public void Dispose() => _folder.Dispose();
}
