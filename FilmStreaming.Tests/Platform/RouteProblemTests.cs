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
/// new route is tested without being named here; <see cref="RouteProblemCases"/> has what only one route refuses.
/// </summary>
public sealed class RouteProblemTests(RouteProblemTests.Fixture fixture) : IClassFixture<RouteProblemTests.Fixture>
{
    private const string Json = "application/json";

    [Theory]
    [MemberData(nameof(RouteProblemCases.All), MemberType = typeof(RouteProblemCases))]
    public async Task Route_WithWrongInput_AnswersItsProblem(
        string method, string path, string? role, string? header, string? body, int status, string type)
    {
        using var request = new HttpRequestMessage(new(method), path.Replace(RouteProblemCases.TheFilm, $"{fixture.Film}", StringComparison.Ordinal));
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
        if (fixture.Documents.Find(request.Method, request.RequestUri!.OriginalString) is { } operation)
            Assert.True(operation.Documents((int)status, type), $"{what}: its description has no {type} with {(int)status}.");
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

        internal ApiDocuments Documents { get; private set; } = null!;

        internal Guid Film { get; private set; }

        internal string TokenOf(string role) => _tokens[role];

        public async ValueTask InitializeAsync()
        {
            _platform = await PlatformHost.StartEmbeddedAsync();
            var tour = new Tour(Client);
            _tokens[Roles.Administrator] = _tokens[Roles.Editor] = await tour.SignInAsAdministratorAsync();
            _tokens[Policies.SignedIn] = _tokens[Roles.Viewer] = await tour.SignUpAsync();
            Documents = await ApiDocuments.ReadAsync(Client);
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
                    .Replace("{id}", RouteProblemCases.SomeId, StringComparison.Ordinal)
                    .Replace("{movieId}", RouteProblemCases.SomeId, StringComparison.Ordinal)
                    .Replace("{subscription}", "userapi.films", StringComparison.Ordinal),
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null ? endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy : null,
                endpoint.Metadata.GetMetadata<IAcceptsMetadata>(),
                endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null));
    }
}
