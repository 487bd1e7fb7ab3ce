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

    internal Task<Answer> DeleteAsync(Guid account) =>
        Api.SendAsync(HttpMethod.Delete, $"/v1/users/{account}", Administrator.Token, null, ("If-Match", "*"));

    /// <summary>Changes an account; from any version unless one is given, since the mails of a new account are still making new ones.</summary>
    internal Task<Answer> PatchAsync(Guid account, string json, string ifMatch = "*") =>
        Api.SendAsync(HttpMethod.Patch, $"/v1/users/{account}", Administrator.Token, json, ("If-Match", ifMatch));
}
