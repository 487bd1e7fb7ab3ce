using System.Text.Json;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>One catalogue for the tests of a class, which only read it.</summary>
public abstract class SharedCatalogue : IAsyncLifetime
{
    private readonly Func<Task<MovieApiService>> _start;
    private readonly object[] _films;
    private MovieApiService? _api;
    private Exception? _absent;

    /// <param name="start">Starts the service, on one form of storage.</param>
    /// <param name="films">What is imported.</param>
    private protected SharedCatalogue(Func<Task<MovieApiService>> start, object[] films) => (_start, _films) = (start, films);

    // A skip that a fixture asks for counts as a failure of its tests; one that a test asks for counts as a skip.
    internal MovieApiService Api => _api ?? throw _absent!;

    /// <summary>A service of the test's own on the same form of storage, without films.</summary>
    internal Task<MovieApiService> StartAsync() => _start();

    public async ValueTask InitializeAsync()
    {
        try
        {
            _api = await StartAsync();
        }
        catch (Exception absent) when (absent.Message.StartsWith("$XunitDynamicSkip$", StringComparison.Ordinal))
        {
            _absent = absent;
            return;
        }

        await _api.PostAsync("/v1/movies/import", JsonSerializer.Serialize(_films));
    }

    public async ValueTask DisposeAsync()
    {
        if (_api is not null)
            await _api.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
