using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.UserApi.Playback;

/// <summary>One User API and two viewers for the tests of a class; each test makes its own films. Signing up takes its time.</summary>
public sealed class PlaybackFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal TestUserApi Api { get; private set; } = null!;

    internal SignedIn Viewer { get; private set; } = null!;

    internal SignedIn Other { get; private set; } = null!;

    internal Player NewPlayer() => new(Api, Viewer, Api.Catalogue.Add().MovieId);

    public async ValueTask InitializeAsync()
    {
        Api = await TestUserApi.StartAsync(_folder.FullPath);
        (Viewer, Other) = (await Api.NewViewerAsync(), await Api.NewViewerAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _folder.Dispose();
    }
}
