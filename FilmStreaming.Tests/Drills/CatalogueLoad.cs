using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.Drills;

/// <summary>Editors who write to the catalogue without a break, whatever becomes of their writes, each to films of their own.</summary>
internal sealed class CatalogueLoad : IAsyncDisposable
{
    private const int Editors = 6;
    private const int TurnsPerFilm = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(15);

    private readonly Uri _movieApi;
    private readonly Uri _gateway;
    private readonly HttpClient _client = new() { Timeout = Answer };
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private volatile AuthenticationHeaderValue? _token;
    private int _turns;

    /// <param name="movieApi">Written to without the gateway between, which would try again by itself.</param>
    /// <param name="gateway">Signs in.</param>
    /// <param name="ledger">Keeps the account.</param>
    public CatalogueLoad(Uri movieApi, Uri gateway, Ledger ledger)
    {
        (_movieApi, _gateway, Ledger) = (movieApi, gateway, ledger);
        _running = Task.WhenAll(Enumerable.Range(0, Editors).Select(_ => WriteAsync()));
    }

    public Ledger Ledger { get; }

    /// <summary>Returns when the editors have tried that many more times, whatever came of it.</summary>
    public Task GoOnAsync(int turns)
    {
        var goal = _turns + turns;
        return Eventually.GetAsync($"{turns} turns", () => Task.FromResult(_turns), done => done >= goal, TimeSpan.FromMinutes(2));
    }

    /// <summary>Lets each editor end its write.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        var films = new List<Guid>();
        for (var turn = 0; !_stop.IsCancellationRequested; turn++)
        {
            try
            {
                if (_token is null)
                    await SignInAsync();
                else if (turn % TurnsPerFilm == 0 || films is [])
                    await CreateAsync(films);
                else
                    await UpdateAsync(films[turn % films.Count]);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // Not acknowledged: it may have taken effect or not.
            }

            Interlocked.Increment(ref _turns);
            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SignInAsync()
    {
        using var response = await _client.PostAsJsonAsync(
            new Uri(_gateway, "/v1/auth/sign-in"),
            new { email = PlatformSettings.AdministratorEmail, password = PlatformSettings.AdministratorPassword });
        if (response.IsSuccessStatusCode)
            _token = new("Bearer", (await ReadAsync(response))["accessToken"]!.GetValue<string>());
    }

    private async Task CreateAsync(List<Guid> films)
    {
        var title = $"Film {Guid.CreateVersion7():N}";
        Ledger.CreateSent();
        using var response = await SendAsync(HttpMethod.Post, "/v1/movies", title);
        if (response.StatusCode != HttpStatusCode.Created)
            return;
        var film = (await ReadAsync(response))["id"]!.GetValue<Guid>();
        Ledger.Acknowledge(film, new(1, title));
        films.Add(film);
    }

    private async Task UpdateAsync(Guid film)
    {
        var path = $"/v1/movies/{film}";
        using var read = await _client.GetAsync(new Uri(_movieApi, path));
        if (read.Headers.ETag is not { } tag)
            return;
        var title = $"Film {Guid.CreateVersion7():N}";
        Ledger.UpdateSent(film);
        using var response = await SendAsync(HttpMethod.Put, path, title, tag);
        if (response.StatusCode == HttpStatusCode.OK)
            Ledger.Acknowledge(film, new((await ReadAsync(response))["version"]!.GetValue<long>(), title));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string title, EntityTagHeaderValue? tag = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_movieApi, path)) { Content = JsonContent.Create(new { title }) };
        request.Headers.Authorization = _token;
        if (tag is not null)
            request.Headers.IfMatch.Add(tag);
        var response = await _client.SendAsync(request);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            _token = null;
        return response;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        (await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync()))!;
}
