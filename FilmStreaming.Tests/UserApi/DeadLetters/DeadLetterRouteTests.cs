using System.Net;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.DeadLetters;

/// <summary>The administrator's routes over HTTP; what they do is in the transport contracts.</summary>
public sealed class DeadLetterRouteTests : IAsyncLifetime
{
    private const string Path = "/v1/admin/userapi/dead-letters";
    private const string Films = Path + "/userapi.films";

    private readonly TemporaryFolder _folder = new();
    private TestUserApi _api = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _api = await TestUserApi.StartAsync(_folder.FullPath, settings:
        [
            ("FilmStreaming:Administrator:Email", PlatformSettings.AdministratorEmail),
            ("FilmStreaming:Administrator:Password", PlatformSettings.AdministratorPassword),
            ("Messaging:InProcessRetryDelays:0", "00:00:00.001"),
        ]);
        var signedIn = await Eventually.GetAsync(
            "the first administrator",
            () => _api.SignInAsync(PlatformSettings.AdministratorEmail, PlatformSettings.AdministratorPassword),
            answer => answer.Status == HttpStatusCode.OK);
        _token = signedIn.Json.GetProperty("accessToken").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task DeadLetters_CanBeCountedListedAndShown()
    {
        var poison = await GiveUpAsync();

        var counts = (await _api.GetAsync(Path, _token)).Json;
        Assert.Contains(
            """{"subscription":"userapi.films","count":1}""", counts.GetProperty("items").EnumerateArray().Select(item => item.GetRawText()));

        var list = (await _api.GetAsync(Films, _token)).Json;
        Assert.Equal(1, list.GetProperty("total").GetInt64());
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(poison.Id, item.GetProperty("id").GetGuid());
        Assert.Equal(
            ["id", "type", "subject", "time", "reason", "stackHash", "attempts", "firstFailedAt", "lastFailedAt"],
            item.EnumerateObject().Select(member => member.Name));

        var letter = (await _api.GetAsync($"{Films}/{poison.Id}", _token)).Json;
        Assert.Equal("[]", letter.GetProperty("body").GetString());
    }

    [Fact]
    public async Task DeadLetters_CanBeReplayedAndDiscarded_AndTheLogSaysByWhom()
    {
        var (first, second) = (await GiveUpAsync(), await GiveUpAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await _api.PostAsync($"{Films}/{first.Id}/replay", "", _token)).Status);
        Assert.Equal("""{"replayed":2,"remaining":0}""", (await _api.PostAsync($"{Films}/replay", "", _token)).Body);
        Assert.Equal(2, (await _api.GetAsync(Films, _token)).Json.GetProperty("total").GetInt64());
        foreach (var letter in new[] { first, second })
            Assert.Equal(HttpStatusCode.NoContent, (await _api.DeleteAsync($"{Films}/{letter.Id}", _token)).Status);
        (await _api.GetAsync($"{Films}/{first.Id}", _token)).AssertProblem(HttpStatusCode.NotFound, "dead-letter-not-found");

        AssertLogged($"replayed the dead letter {first.Id} of userapi.films");
        AssertLogged("replayed 2 dead letters of userapi.films");
        AssertLogged($"discarded the dead letter {second.Id} of userapi.films");
        Assert.DoesNotContain(_api.Logs.Lines, line => line.Contains("dead letter", StringComparison.Ordinal)
            && line.Contains(PlatformSettings.AdministratorEmail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DeadLetters_AskedByAViewer_AreForbidden()
    {
        var viewer = await _api.NewViewerAsync();

        (await _api.GetAsync(Path, viewer.Token)).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    private void AssertLogged(string end) =>
        Assert.Contains(_api.Logs.Lines, line => line.TrimEnd().EndsWith(end, StringComparison.Ordinal));

    /// <summary>Sends an event whose body is of no contract.</summary>
    private async Task<EventMessage> GiveUpAsync()
    {
        var movie = Guid.CreateVersion7();
        var updated = MovieEvents.Updated.Create($"{movie}", new(movie, 2, "M", 1931), TimeProvider.System.GetUtcNow());
        var poison = updated with { Data = "[]" };
        await _api.Services.GetRequiredService<IEventPublisher>().PublishAsync([poison], TestContext.Current.CancellationToken);
        return poison;
    }
}
