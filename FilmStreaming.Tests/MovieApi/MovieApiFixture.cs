using System.Text.Json;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>One Movie API for the tests of a class; each makes films that no other asks for.</summary>
public sealed class MovieApiFixture : IAsyncLifetime
{
    private int _films;

    internal MovieApiService Api { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Api = await MovieApiService.StartAsync();

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    /// <summary>A title that no other test has.</summary>
    internal string NewTitle(string title = "Film") => $"{title} {Interlocked.Increment(ref _films)}x";

    /// <summary>An IMDb id that no other test has.</summary>
    internal string NewImdb() => $"tt{Interlocked.Increment(ref _films) + 9_000_000}";

    /// <returns>The path of a new film.</returns>
    internal async Task<string> CreateTitleAsync(string title, int? year = null) =>
        await CreateAsync(JsonSerializer.Serialize(new { title, releaseYear = year }));

    /// <param name="film">Its content as JSON.</param>
    /// <returns>The path of a new film.</returns>
    internal async Task<string> CreateAsync(string film) => (await Api.PostAsync("/v1/movies", film)).Header("Location")!;
}
