using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.UserApi.Administration;

/// <summary>A User API with its first administrator signed in. Tests of a class do not change that one.</summary>
public sealed class AdministratorFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal TestUserApi Api { get; private set; } = null!;

    internal SignedIn Administrator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Api = await TestUserApi.StartAsync(
            _folder.FullPath,
            settings:
            [
                ("FilmStreaming:Administrator:Email", "root@example.org"),
                ("FilmStreaming:Administrator:Password", TestUserApi.Password),
            ]);
        Administrator = await Api.SignInAgainAsync("root@example.org");
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _folder.Dispose();
    }

    internal Task<Answer> GetAsync(string path) => Api.GetAsync(path, Administrator.Token);

    internal Task<Answer> PostAsync(string path) => Api.SendAsync(HttpMethod.Post, path, Administrator.Token);

    internal async Task<Answer> DeleteAsync(Guid account) => await Api.SendAsync(
        HttpMethod.Delete, $"/v1/users/{account}", Administrator.Token, null, ("If-Match", (await GetAsync($"/v1/users/{account}")).Header("ETag")!));

    /// <summary>Changes an account from its present version, or from the one that is given.</summary>
    internal async Task<Answer> PatchAsync(Guid account, string json, string? ifMatch = null)
    {
        ifMatch ??= (await GetAsync($"/v1/users/{account}")).Header("ETag")!;
        return await Api.SendAsync(HttpMethod.Patch, $"/v1/users/{account}", Administrator.Token, json, ("If-Match", ifMatch));
    }
}
