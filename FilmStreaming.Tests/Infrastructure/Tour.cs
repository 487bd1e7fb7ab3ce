using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FilmStreaming.Tests.Infrastructure;

/// <summary>The README's tour through the gateway, as calls that a test can make one by one.</summary>
internal sealed class Tour(HttpClient gateway)
{
    private static readonly MediaTypeHeaderValue Ndjson = new("application/x-ndjson");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Signs in and gives the access token.</summary>
    public async Task<string> SignInAsync(string email, string password)
    {
        using var response = await gateway.PostAsJsonAsync("/v1/auth/sign-in", new { email, password }, Stop);
        await ExpectAsync(HttpStatusCode.OK, response);
        return (await ReadAsync(response))["accessToken"]!.GetValue<string>();
    }

    public Task<string> SignInAsAdministratorAsync() =>
        SignInAsync(PlatformSettings.AdministratorEmail, PlatformSettings.AdministratorPassword);

    /// <summary>Makes an account of its own and gives its access token.</summary>
    public async Task<string> SignUpAsync()
    {
        var (email, password) = ($"{Guid.CreateVersion7():N}@example.org", "a long way to the moon");
        using var response = await gateway.PostAsJsonAsync(
            "/v1/auth/sign-up", new { email, password, firstName = "Ada", lastName = "Byron", dateOfBirth = "1990-12-10" }, Stop);
        await ExpectAsync(HttpStatusCode.Accepted, response);
        return await SignInAsync(email, password);
    }

    /// <summary>Imports rows and gives the answer to each, and the summary last.</summary>
    public async Task<IReadOnlyList<JsonNode>> ImportAsync(string token, string ndjson)
    {
        using var content = new StringContent(ndjson);
        content.Headers.ContentType = Ndjson;
        return await ImportAsync(token, "/v1/movies/import", content);
    }

    /// <summary>Imports the films that the product ships.</summary>
    public Task<IReadOnlyList<JsonNode>> ImportSampleAsync(string token) => ImportAsync(token, "/v1/movies/import/sample", null);

    /// <summary>Imports one film and gives its id.</summary>
    public async Task<Guid> AddMovieAsync(string token, string title, int year) =>
        (await ImportAsync(token, JsonSerializer.Serialize(new { title, releaseYear = year })))[0]["id"]!.GetValue<Guid>();

    public async Task<IReadOnlyList<JsonNode>> FindAsync(string query)
    {
        using var response = await gateway.GetAsync(new Uri($"/v1/movies?q={Uri.EscapeDataString(query)}", UriKind.Relative), Stop);
        await ExpectAsync(HttpStatusCode.OK, response);
        return [.. (await ReadAsync(response))["items"]!.AsArray().Select(item => item!)];
    }

    /// <summary>Says that a film was watched.</summary>
    public Task<HttpResponseMessage> WatchAsync(string token, Guid movieId) =>
        SendAsync(HttpMethod.Post, "/v1/me/history", token, JsonContent.Create(new { movieId }));

    /// <summary>The films of the newest page of the history.</summary>
    public async Task<IReadOnlyList<Guid>> HistoryAsync(string token)
    {
        using var response = await SendAsync(HttpMethod.Get, "/v1/me/history", token);
        await ExpectAsync(HttpStatusCode.OK, response);
        return [.. (await ReadAsync(response))["items"]!.AsArray().Select(item => item!["movieId"]!.GetValue<Guid>())];
    }

    /// <summary>All of it: an administrator imports a film, a new viewer finds it, watches it, and sees it in the history.</summary>
    public async Task RunAsync()
    {
        var title = $"Metropolis {Guid.CreateVersion7():N}";
        var movie = await AddMovieAsync(await SignInAsAdministratorAsync(), title, 1927);
        var viewer = await SignUpAsync();
        Assert.Equal(movie, Assert.Single(await FindAsync(title))["id"]!.GetValue<Guid>());
        using var watched = await WatchAsync(viewer, movie);
        await ExpectAsync(HttpStatusCode.Created, watched);
        Assert.Equal([movie], await HistoryAsync(viewer));
    }

    /// <summary>Fails with the body of the response, which says why.</summary>
    public static async Task ExpectAsync(HttpStatusCode expected, HttpResponseMessage response)
    {
        if (response.StatusCode != expected)
            Assert.Fail($"{response.RequestMessage?.RequestUri}: {(int)response.StatusCode}, not {(int)expected}: {await response.Content.ReadAsStringAsync(Stop)}");
    }

    private async Task<IReadOnlyList<JsonNode>> ImportAsync(string token, string path, HttpContent? content)
    {
        using var response = await SendAsync(HttpMethod.Post, path, token, content);
        await ExpectAsync(HttpStatusCode.OK, response);
        var answer = await response.Content.ReadAsStringAsync(Stop);
        return [.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        (await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(Stop), cancellationToken: Stop))!;

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new("Bearer", token);
        return await gateway.SendAsync(request, Stop);
    }
}
