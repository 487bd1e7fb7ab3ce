using Microsoft.Extensions.Hosting;

namespace FilmStreaming.Storage.Embedded;

/// <summary>Opens the file and reads its collections at start, so that what is wrong with them is said there.</summary>
internal sealed class EmbeddedPreparation(IEnumerable<IEmbeddedCollection> collections) : IHostedService
{
    private readonly IReadOnlyCollection<IEmbeddedCollection> _collections = [.. collections];

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
