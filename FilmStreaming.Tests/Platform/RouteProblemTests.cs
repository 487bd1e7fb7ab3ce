using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.Platform;

/// <summary>
/// Pins the problem documents of every route, through the gateway. What each route must refuse follows from its own metadata, so a
/// new route is tested without being named here; <see cref="Cases"/> has what only one route refuses.
/// </summary>
public sealed class RouteProblemTests(RouteProblemTests.Fixture fixture) : IClassFixture<RouteProblemTests.Fixture>
{
    private const string Json = "application/json";

    /// <summary>Nothing has this id.</summary>
    private const string SomeId = "01999999-9999-7999-8999-999999999999";

    private const string DeadLetters = "/v1/admin/userapi/dead-letters/userapi.films";

    /// <summary>Stands for the id of the film that is there.</summary>
    private const string TheFilm = "{film}";

    /// <summary>Method, path, role (none is anonymous), header, body, status, type.</summary>
    public static readonly TheoryData<string, string, string?, string?, string?, int, string> Cases = new()
    {
        { "GET", "/v1/movies?pageSize=0", null, null, null, 400, "validation" },
        { "GET", "/v1/movies?pageSize=101", null, null, null, 400, "validation" },
        { "GET", "/v1/movies?pageSize=many", null, null, null, 400, "bad-request" },
        { "GET", $"/v1/movies?q={new string('x', 201)}", null, null, null, 400, "validation" },
        { "GET", "/v1/movies?cursor=nonsense", null, null, null, 400, "invalid-cursor" },
        { "GET", "/v1/movies?genre=", null, null, null, 400, "validation" },
        { "GET", "/v1/movies?gnere=drama", null, null, null, 400, "validation" },
        { "GET", "/v1/movies?status=draft", Roles.Viewer, null, null, 400, "validation" },
        { "GET", "/v1/movies/popular?sort=title", null, null, null, 400, "validation" },
        { "GET", "/v1/movies/filmography", null, null, null, 400, "validation" },
        { "GET", "/v1/movies/filmography?person=x&cursor=nonsense", null, null, null, 400, "invalid-cursor" },
        { "GET", $"/v1/movies/{SomeId}/similar", null, null, null, 404, "movie-not-found" },
        { "GET", $"/v1/movies/{TheFilm}/similar?limit=51", null, null, null, 400, "validation" },
        { "GET", "/v1/movies/trending?window=month", null, null, null, 400, "validation" },
        { "GET", "/v1/movies/trending?limit=51", null, null, null, 400, "validation" },
        { "GET", "/v1/movies/suggest", null, null, null, 400, "validation" },
        { "GET", "/v1/movies/suggest?q=m&limit=21", null, null, null, 400, "validation" },
        { "GET", "/v1/movies/suggest?q=m&limit=some", null, null, null, 400, "bad-request" },
        { "GET", $"/v1/movies/{SomeId}", null, null, null, 404, "movie-not-found" },
        { "POST", "/v1/movies", Roles.Editor, null, "{}", 400, "validation" },
        { "POST", "/v1/movies", Roles.Editor, null, """{"title":"M","releaseYear":1931,"$where":1}""", 400, "bad-request" },
        { "POST", "/v1/movies", Roles.Editor, null, """{"title":"m","releaseYear":1931}""", 409, "movie-exists" },
        { "PUT", $"/v1/movies/{TheFilm}", Roles.Editor, null, """{"title":"M","releaseYear":1931}""", 428, "version-required" },
        { "PUT", $"/v1/movies/{TheFilm}", Roles.Editor, "If-Match: \"9\"", """{"title":"M","releaseYear":1931}""", 412, "version-mismatch" },
        { "PUT", $"/v1/movies/{SomeId}", Roles.Editor, "If-Match: \"1\"", """{"title":"M","releaseYear":1931}""", 404, "movie-not-found" },
        { "PATCH", $"/v1/movies/{TheFilm}", Roles.Editor, null, "{}", 415, "unsupported-media-type" },
        { "GET", "/v1/movies/imdb:tt0000000", null, null, null, 404, "movie-not-found" },
        { "GET", "/v1/movies/imdb:nm0000001", null, null, null, 400, "bad-request" },
        { "POST", $"/v1/movies/{SomeId}/restore", Roles.Administrator, null, null, 404, "movie-not-found" },
        { "DELETE", $"/v1/movies/{TheFilm}", Roles.Editor, null, null, 428, "version-required" },
        { "DELETE", $"/v1/movies/{TheFilm}", Roles.Editor, "If-Match: \"9\"", null, 412, "version-mismatch" },
        { "DELETE", $"/v1/movies/{SomeId}", Roles.Editor, "If-Match: \"1\"", null, 404, "movie-not-found" },
        { "POST", "/v1/movies/import?shape=unknown", Roles.Editor, null, "[]", 400, "validation" },
        { "POST", "/v1/users/import", Roles.Administrator, null, null, 415, "unsupported-media-type" },
        { "POST", "/v1/auth/sign-up", null, null, "{}", 400, "validation" },
        { "POST", "/v1/auth/sign-up", null, null, """{"email":"a@example.org","password":"a long password","roles":["administrator"]}""", 400, "bad-request" },
        { "POST", "/v1/auth/sign-in", null, null, "{}", 400, "validation" },
        { "POST", "/v1/auth/sign-in", null, null, """{"email":"nobody@example.org","password":"a long password"}""", 401, "invalid-credentials" },
        { "POST", "/v1/auth/refresh", null, null, "{}", 401, "invalid-refresh-token" },
        { "POST", "/v1/auth/refresh", null, null, """{"refreshToken":"nonsense"}""", 401, "invalid-refresh-token" },
        { "POST", "/v1/auth/refresh", null, null, """{"token":"nonsense"}""", 400, "bad-request" },
        { "POST", "/v1/auth/refresh", null, "Cookie: __Secure-refresh-token=x", null, 403, "cross-site-request" },
        { "POST", "/v1/auth/sign-in", null, null, """{"email":"a@example.org","password":"x","useCookie":true}""", 403, "cross-site-request" },
        { "POST", "/v1/auth/sign-out", null, null, "{}", 401, "invalid-refresh-token" },
        { "POST", "/v1/auth/sign-out", null, "Cookie: __Secure-refresh-token=x", null, 403, "cross-site-request" },
        { "POST", "/v1/auth/verify-email", null, null, "{}", 400, "validation" },
        { "POST", "/v1/auth/verify-email", null, null, """{"token":"nonsense"}""", 400, "invalid-token" },
        { "POST", "/v1/auth/verify-email/resend", null, null, """{"email":"nonsense"}""", 400, "validation" },
        { "POST", "/v1/auth/forgot-password", null, null, "{}", 400, "validation" },
        { "POST", "/v1/auth/reset-password", null, null, """{"token":"x","password":"short"}""", 400, "validation" },
        { "POST", "/v1/auth/reset-password", null, null, """{"token":"nonsense","password":"a long password"}""", 400, "invalid-token" },
        { "POST", "/v1/me/password", Roles.Viewer, null, "{}", 400, "validation" },
        { "POST", "/v1/me/password", Roles.Viewer, null, """{"currentPassword":"x","newPassword":"a long password"}""", 403, "wrong-password" },
        { "POST", "/v1/me/email", Roles.Viewer, null, "{}", 400, "validation" },
        { "POST", "/v1/me/email", Roles.Viewer, null, """{"email":"new@example.org","password":"x"}""", 403, "wrong-password" },
        { "DELETE", "/v1/me/sessions?includeCurrent=maybe", Roles.Viewer, null, null, 400, "bad-request" },
        { "DELETE", $"/v1/me/sessions/{SomeId}", Roles.Viewer, null, null, 404, "session-not-found" },
        { "GET", "/v1/me/history?pageSize=0", Roles.Viewer, null, null, 400, "validation" },
        { "GET", "/v1/me/history?cursor=nonsense", Roles.Viewer, null, null, 400, "invalid-cursor" },
        { "POST", "/v1/me/history", Roles.Viewer, null, "{}", 400, "validation" },
        { "POST", "/v1/me/history", Roles.Viewer, null, $$"""{"movieId":"{{SomeId}}"}""", 404, "movie-not-found" },
        { "POST", "/v1/me/history", Roles.Viewer, null, $$"""{"movieId":"{{SomeId}}","watchedAt":"2200-01-01T00:00:00Z"}""", 400, "validation" },
        { "POST", "/v1/me/history", Roles.Viewer, null, $$"""{"movieId":"{{SomeId}}","watchedAt":"2026-01-01T10:00:00"}""", 400, "bad-request" },
        { "POST", "/v1/me/history", Roles.Viewer, null, $$"""{"movieId":"{{SomeId}}","watchedAt":"2026-01-01T10:00:00Z","startedAt":"2026-01-01T11:00:00Z"}""", 400, "validation" },
        { "GET", "/v1/me/history?from=2026-01-02T00:00:00Z&before=2026-01-01T00:00:00Z", Roles.Viewer, null, null, 400, "validation" },
        { "GET", "/v1/me/history?movieId=nonsense", Roles.Viewer, null, null, 400, "bad-request" },
        { "DELETE", "/v1/me/history", Roles.Viewer, null, null, 400, "validation" },
        { "DELETE", $"/v1/me/history?movieId={SomeId}&all=true", Roles.Viewer, null, null, 400, "validation" },
        { "GET", "/v1/me/favorites?pageSize=0", Roles.Viewer, null, null, 400, "validation" },
        { "GET", "/v1/me/watchlist?cursor=nonsense", Roles.Viewer, null, null, 400, "invalid-cursor" },
        { "GET", $"/v1/me/favorites/{SomeId}", Roles.Viewer, null, null, 404, "not-in-list" },
        { "PUT", $"/v1/me/watchlist/{SomeId}", Roles.Viewer, null, null, 404, "movie-not-found" },
        { "PUT", $"/v1/me/ratings/{SomeId}", Roles.Viewer, null, """{"value":11}""", 400, "validation" },
        { "PUT", $"/v1/me/ratings/{SomeId}", Roles.Viewer, null, """{"value":7.5}""", 400, "bad-request" },
        { "PUT", $"/v1/me/ratings/{SomeId}", Roles.Viewer, null, """{"value":7}""", 404, "movie-not-found" },
        { "POST", "/v1/admin/userapi/films/rebuild?limit=0", Roles.Administrator, null, null, 400, "validation" },
        { "GET", $"/v1/me/history/{SomeId}", Roles.Viewer, null, null, 404, "play-not-found" },
        { "DELETE", $"/v1/me/history/{SomeId}", Roles.Viewer, null, null, 404, "play-not-found" },
        { "POST", $"/v1/me/playback/{SomeId}", Roles.Viewer, null, "{}", 400, "validation" },
        { "POST", $"/v1/me/playback/{SomeId}", Roles.Viewer, null, "[]", 400, "validation" },
        { "POST", $"/v1/me/playback/{SomeId}", Roles.Viewer, null, "7", 400, "validation" },
        { "GET", $"/v1/me/playback/{SomeId}", Roles.Viewer, null, null, 404, "playback-not-found" },
        { "GET", "/v1/me/continue-watching?pageSize=101", Roles.Viewer, null, null, 400, "validation" },
        { "GET", "/v1/me/continue-watching?cursor=nonsense", Roles.Viewer, null, null, 400, "invalid-cursor" },
        { "DELETE", $"/v1/me/continue-watching/{SomeId}", Roles.Viewer, null, null, 404, "playback-not-found" },
        { "PUT", $"/v1/me/continue-watching/{SomeId}", Roles.Viewer, null, null, 404, "playback-not-found" },
        { "GET", "/v1/admin/movieapi/dead-letters/none", Roles.Administrator, null, null, 404, "subscription-not-found" },
        { "GET", "/v1/admin/userapi/dead-letters/none", Roles.Administrator, null, null, 404, "subscription-not-found" },
        { "GET", $"{DeadLetters}?pageSize=0", Roles.Administrator, null, null, 400, "validation" },
        { "GET", $"{DeadLetters}/nonsense", Roles.Administrator, null, null, 400, "bad-request" },
        { "GET", $"{DeadLetters}/{SomeId}", Roles.Administrator, null, null, 404, "dead-letter-not-found" },
        { "DELETE", $"{DeadLetters}/{SomeId}", Roles.Administrator, null, null, 404, "dead-letter-not-found" },
        { "POST", $"{DeadLetters}/{SomeId}/replay", Roles.Administrator, null, null, 404, "dead-letter-not-found" },
        { "POST", "/v1/admin/userapi/dead-letters/none/replay", Roles.Administrator, null, null, 404, "subscription-not-found" },
        { "GET", "/v1/users?role=king", Roles.Administrator, null, null, 400, "validation" },
        { "GET", "/v1/users?cursor=nonsense", Roles.Administrator, null, null, 400, "invalid-cursor" },
        { "GET", $"/v1/users/{SomeId}", Roles.Administrator, null, null, 404, "user-not-found" },
        { "PATCH", $"/v1/users/{SomeId}", Roles.Administrator, null, "{}", 415, "unsupported-media-type" },
        { "POST", $"/v1/users/{SomeId}/lock", Roles.Administrator, null, null, 404, "user-not-found" },
        { "GET", "/v1/admin/userapi/audit?pageSize=0", Roles.Administrator, null, null, 400, "validation" },
        { "GET", "/v1/admin/userapi/audit?cursor=nonsense", Roles.Administrator, null, null, 400, "invalid-cursor" },
        { "GET", "/v1/unknown", null, null, null, 404, "not-found" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Route_WithWrongInput_AnswersItsProblem(
        string method, string path, string? role, string? header, string? body, int status, string type)
    {
        using var request = new HttpRequestMessage(new(method), path.Replace(TheFilm, $"{fixture.Film}", StringComparison.Ordinal));
        if (body is not null)
            request.Content = new StringContent(body, new MediaTypeHeaderValue(Json));
        if (header is not null)
            request.Headers.Add(header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        await AssertProblemAsync(request, role, (HttpStatusCode)status, type);
    }

    [Fact]
    public async Task EveryRoute_AskedWithAMethodItLacks_IsMethodNotAllowed()
    {
        foreach (var path in fixture.Routes.Select(route => route.Path).Distinct())
            await AssertProblemAsync(new(HttpMethod.Trace, path), null, HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Fact]
    public async Task EveryRouteWithGet_AskedWithHead_AnswersTheSameWithoutABody()
    {
        foreach (var route in fixture.Routes.Where(route => route.Method == HttpMethod.Get))
        {
            var (get, head) = (await SendAsync(HttpMethod.Get), await SendAsync(HttpMethod.Head));
            Assert.True(get.StatusCode == head.StatusCode, $"{route.Path}: GET {get.StatusCode}, HEAD {head.StatusCode}");
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

            Task<HttpResponseMessage> SendAsync(HttpMethod method)
            {
                var request = new HttpRequestMessage(method, route.Path);
                if (route.Policy is not null)
                    request.Headers.Authorization = new("Bearer", fixture.TokenOf(route.Policy));
                return fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public async Task EveryProtectedRoute_AskedAnonymously_IsUnauthorized()
    {
        foreach (var route in fixture.Routes.Where(route => route.Policy is not null))
        {
            using var response = await AssertProblemAsync(route.Request(), null, HttpStatusCode.Unauthorized, "unauthorized");
            Assert.Contains(response.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Bearer");
        }
    }

    [Fact]
    public async Task EveryRouteOfAHigherRole_AskedByAViewer_IsForbidden()
    {
        foreach (var route in fixture.Routes.Where(route => route.Policy is Policies.Editor or Policies.Administrator))
            await AssertProblemAsync(route.Request(), Roles.Viewer, HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task EveryRouteWithABody_GivenAnotherMediaType_IsUnsupported()
    {
        foreach (var route in fixture.Routes.Where(route => route.TakesBody))
            await AssertProblemAsync(route.Request("x", "text/plain"), route.Policy, HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task EveryRouteWithAJsonBody_GivenBrokenJson_IsABadRequest()
    {
        foreach (var route in fixture.Routes.Where(route => route is { TakesBody: true, TakesMuch: false }))
            await AssertProblemAsync(route.Request("{", route.MediaType), route.Policy, HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task EveryRouteWithABody_GivenTooMuch_IsContentTooLarge()
    {
        var body = $"\"{new string('x', 1024 * 1024)}\"";
        foreach (var route in fixture.Routes.Where(route => route is { TakesBody: true, TakesMuch: false }))
            await AssertProblemAsync(route.Request(body, route.MediaType), route.Policy, HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
    }

    private async Task<HttpResponseMessage> AssertProblemAsync(HttpRequestMessage request, string? role, HttpStatusCode status, string type)
    {
        if (role is not null)
            request.Headers.Authorization = new("Bearer", fixture.TokenOf(role));
        var what = $"{request.Method} {request.RequestUri}";
        var response = await fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{what}: {(int)response.StatusCode}, not {(int)status}: {body}");
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{what}: {response.Content.Headers.ContentType}");
        var problem = JsonNode.Parse(body)!;
        Assert.True($"urn:filmstreaming:problem:{type}" == problem["type"]?.GetValue<string>(), $"{what}: {body}");
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
        Assert.Matches("^[0-9a-f]{32}$", problem["traceId"]!.GetValue<string>());
        return response;
    }

    /// <summary>A route of one of the services, with what its metadata says that it refuses.</summary>
    internal sealed record Route(HttpMethod Method, string Path, string? Policy, IAcceptsMetadata? Accepts, bool TakesMuch)
    {
        public bool TakesBody => Accepts is not null;

        public string MediaType => Accepts?.ContentTypes[0] ?? Json;

        public HttpRequestMessage Request(string? body = null, string mediaType = Json) => new(Method, Path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType)),
        };
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private readonly Dictionary<string, string> _tokens = [];
        private PlatformHost _platform = null!;

        internal HttpClient Client => _platform.Client;

        internal IReadOnlyList<Route> Routes { get; private set; } = [];

        internal Guid Film { get; private set; }

        internal string TokenOf(string role) => _tokens[role];

        public async ValueTask InitializeAsync()
        {
            _platform = await PlatformHost.StartEmbeddedAsync();
            var tour = new Tour(Client);
            _tokens[Roles.Administrator] = _tokens[Roles.Editor] = await tour.SignInAsAdministratorAsync();
            _tokens[Roles.Viewer] = await tour.SignUpAsync();
            Film = await tour.AddMovieAsync(TokenOf(Roles.Editor), "M", 1931);
            Routes =
            [
                .. new[] { _platform.MovieApi, _platform.UserApi }
                    .SelectMany(service => service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
                    .SelectMany(Read)
                    .Where(route => route.Path.StartsWith("/v1/", StringComparison.Ordinal)),
            ];
        }

        public ValueTask DisposeAsync() => _platform.DisposeAsync();

        private static IEnumerable<Route> Read(RouteEndpoint endpoint) =>
            (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method => new Route(
                new(method),
                "/" + endpoint.RoutePattern.RawText!.Trim('/')
                    .Replace("{id}", SomeId, StringComparison.Ordinal)
                    .Replace("{movieId}", SomeId, StringComparison.Ordinal)
                    .Replace("{subscription}", "userapi.films", StringComparison.Ordinal),
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null ? endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy : null,
                endpoint.Metadata.GetMetadata<IAcceptsMetadata>(),
                endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null));
    }
}
