using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Json;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.Platform.RoleMatrix;

/// <summary>Somebody who asks.</summary>
internal sealed record Person(Guid AccountId, Guid SessionId, string? Token);

/// <summary>Makes the people of the matrix, and the resources that they ask for; new ones for each request, so that none sees another's.</summary>
internal sealed class Cast(PlatformHost platform)
{
    private const string SomeId = "99999999-9999-7999-8999-999999999999";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IServiceProvider Users => platform.UserApi.Services;

    /// <summary>An account with the role of a caller, signed in without its password: that would be slow.</summary>
    public async Task<Person> NewPersonAsync(string caller)
    {
        if (caller == Callers.Anonymous)
            return new(Guid.Empty, Guid.Empty, null);
        var accounts = Users.GetRequiredService<IAccountStore>();
        var now = TimeProvider.System.GetStoredNow();
        var id = Guid.CreateVersion7(now);
        var account = new Account
        {
            Email = $"{id:N}@example.org",
            NormalizedEmail = EmailAddress.Normalize($"{id:N}@example.org"),
            PasswordHash = "none",
            FirstName = "Ann",
            LastName = "Lee",
            Roles = [caller == Callers.OtherViewer ? Roles.Viewer : caller],
            CreatedAt = now,
        };
        Assert.True(await accounts.TryAddAsync(id, account, [], Stop));
        var document = (await accounts.FindAsync(id, Stop))!;
        var session = (await Users.GetRequiredService<SessionStart>().StartAsync(document, AuthenticationMethods.PasswordOnly, new DefaultHttpContext(), Stop))!;
        var tokens = await Users.GetRequiredService<SessionTokens>().IssueAsync(document, session, cookieIn: null, Stop);
        return new(id, session.Token.SessionId, tokens.AccessToken);
    }

    /// <param name="row">What is asked.</param>
    /// <param name="viewer">To whom the resource belongs.</param>
    /// <param name="asking">Who asks.</param>
    public async Task<HttpRequestMessage> RequestAsync(MatrixRow row, Person viewer, Person asking)
    {
        var path = row.Path
            .Replace("{size}", "64", StringComparison.Ordinal)
            .Replace("{documentName}", "v1", StringComparison.Ordinal)
            .Replace("{subscription}", "userapi.films", StringComparison.Ordinal)
            .Replace("{id}", row.Path.Contains("{id}", StringComparison.Ordinal) ? await ResourceAsync(row.Path, viewer) : "", StringComparison.Ordinal);
        path = path.Replace(
            "{movieId}", path.Contains("{movieId}", StringComparison.Ordinal) ? $"{await NewPlaybackAsync(viewer)}" : "", StringComparison.Ordinal);
        var isQuery = row.Body?[0] == '?';
        var request = new HttpRequestMessage(new(row.Method), new Uri(isQuery ? path + row.Body : path, UriKind.Relative));
        if (asking.Token is not null)
            request.Headers.Authorization = new("Bearer", asking.Token);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (row.Body is not null && !isQuery)
            request.Content = await BodyAsync(row.Body);
        return request;
    }

    private async Task<string> ResourceAsync(string path, Person viewer) => path switch
    {
        _ when path.StartsWith("/v1/movies/", StringComparison.Ordinal) => $"{await NewFilmAsync()}",
        _ when path.StartsWith("/v1/me/history/", StringComparison.Ordinal) => $"{await NewPlayAsync(viewer)}",
        _ when path.StartsWith("/v1/me/sessions/", StringComparison.Ordinal) => $"{viewer.SessionId}",
        _ when path.StartsWith("/v1/users/", StringComparison.Ordinal) => $"{viewer.AccountId}",
        _ => SomeId,
    };

    private async Task<HttpContent> BodyAsync(string name) => name switch
    {
        "empty" => Json("{}"),
        "patch" => Json("{}", MergePatch.MediaType),
        "movie" => Json($$"""{"title":"{{Guid.CreateVersion7():N}}","releaseYear":1931}"""),
        "import" => Json($$"""{"title":"{{Guid.CreateVersion7():N}}","releaseYear":1931}""", "application/x-ndjson"),
        "import-users" => Json($$"""{"email":"{{Guid.CreateVersion7():N}}@example.org","firstName":"A","lastName":"B"}""", "application/x-ndjson"),
        "mail" => Json("""{"email":"nobody@example.org"}"""),
        "report" => Report(),
        "not-an-image" => Json("{}", "image/png"),
        "rating" => Json("""{"value":7}"""),
        "play" => Json($$"""{"movieId":"{{await NewFilmAsync()}}"}"""),
        "sign-up" => Json(
            $$"""{"email":"{{Guid.CreateVersion7():N}}@example.org","password":"a long way to the moon","firstName":"A","lastName":"B","dateOfBirth":"1990-01-01"}"""),
        "sign-in" => Json("""{"email":"nobody@example.org","password":"a long way to the moon"}"""),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The matrix names a body that there is not."),
    };

    private async Task<Guid> NewFilmAsync()
    {
        var editor = await NewPersonAsync(Callers.Editor);
        return await new Tour(platform.Client).AddMovieAsync(editor.Token!, $"{Guid.CreateVersion7():N}", 1931);
    }

    private async Task<Guid> NewPlayAsync(Person viewer)
    {
        using var response = await new Tour(platform.Client).WatchAsync(viewer.Token!, await NewFilmAsync());
        await Tour.ExpectAsync(HttpStatusCode.Created, response);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Stop))!["id"]!.GetValue<Guid>();
    }

    /// <summary>A film that the viewer has stopped in the middle of, and rated.</summary>
    private async Task<Guid> NewPlaybackAsync(Person viewer)
    {
        var film = await NewFilmAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/me/playback/{film}") { Content = Report() };
        request.Headers.Authorization = new("Bearer", viewer.Token);
        using var response = await platform.Client.SendAsync(request, Stop);
        await Tour.ExpectAsync(HttpStatusCode.Accepted, response);
        using var rate = new HttpRequestMessage(HttpMethod.Put, $"/v1/me/ratings/{film}") { Content = Json("""{"value":5}""") };
        rate.Headers.Authorization = new("Bearer", viewer.Token);
        using var rated = await platform.Client.SendAsync(rate, Stop);
        await Tour.ExpectAsync(HttpStatusCode.Created, rated);
        return film;
    }

    private static StringContent Report() => Json(
        $$"""
        {"sessionId":"{{Guid.CreateVersion7()}}","sequence":1,"event":"progress","positionMs":600000,"durationMs":3600000,
         "playedFromMs":0,"clientTime":"{{TimeProvider.System.GetUtcNow():O}}"}
        """);

    private static StringContent Json(string json, string mediaType = "application/json") =>
        new(json, Encoding.UTF8, new MediaTypeHeaderValue(mediaType));
}
