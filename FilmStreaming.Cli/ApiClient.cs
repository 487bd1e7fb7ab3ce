using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FilmStreaming.Cli;

/// <summary>The API, signed in.</summary>
internal static class ApiClient
{
    /// <exception cref="CommandException">It cannot be reached, or refuses.</exception>
    public static async Task<HttpClient> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        var client = new HttpClient { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
        var token = Environment.GetEnvironmentVariable("FILMSTREAMING_TOKEN");
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", string.IsNullOrEmpty(token) ? await SignInAsync(client, cancellationToken) : token);
        return client;
    }

    /// <exception cref="CommandException">Why there is no answer to read.</exception>
    public static async Task<HttpResponseMessage> RequestAsync(
        this HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new CommandException($"{request.RequestUri} was refused ({(int)response.StatusCode}): {DetailOf(body)}");
        }
        catch (HttpRequestException e)
        {
            throw new CommandException($"{client.BaseAddress} cannot be reached: {e.Message}");
        }
    }

    private static async Task<string> SignInAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var email = Environment.GetEnvironmentVariable("FILMSTREAMING_EMAIL");
        var password = Environment.GetEnvironmentVariable("FILMSTREAMING_PASSWORD");
        if (string.IsNullOrEmpty(email) || string.IsNullOrEmpty(password))
            throw new CommandException("Set FILMSTREAMING_EMAIL and FILMSTREAMING_PASSWORD, or FILMSTREAMING_TOKEN.");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/auth/sign-in") { Content = JsonContent.Create(new { email, password }) };
        using var response = await client.RequestAsync(request, cancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("accessToken").GetString()!;
    }

    // A problem document (RFC 9457), unless something between here and there answered.
    private static string DetailOf(string body)
    {
        try
        {
            var problem = JsonElement.Parse(body);
            return problem.TryGetProperty("detail", out var detail) ? $"{detail}" : $"{problem.GetProperty("title")}";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return "no problem document";
        }
    }
}
