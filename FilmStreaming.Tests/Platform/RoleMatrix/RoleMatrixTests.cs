using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.Platform.RoleMatrix;

/// <summary>Every route of every service, asked by everybody. A route without a row in <see cref="Matrix"/> fails.</summary>
public sealed class RoleMatrixTests(RoleMatrixTests.Fixture fixture) : IClassFixture<RoleMatrixTests.Fixture>
{
    public static TheoryData<string> Rows => [.. Matrix.Rows.Select(row => row.Route)];

    [Fact]
    public void Matrix_HasARowForEachRouteAndNoOther()
    {
        var rows = Matrix.Rows.Select(row => row.Route).ToList();
        Assert.Empty(fixture.Routes.Keys.Except(rows));
        Assert.Empty(rows.Except(fixture.Routes.Keys));
        Assert.Equal(rows.Count, rows.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Route_AskedByEverybody_AnswersAsItsRowSays(string route)
    {
        var row = Matrix.Rows.Single(row => row.Route == route);
        foreach (var service in fixture.Routes[route])
        {
            var answers = new List<int>();
            foreach (var caller in Callers.All)
                answers.Add(await fixture.AskAsync(service, row, caller));
            Assert.Equal(string.Join(' ', row.Statuses), string.Join(' ', answers));
        }
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private readonly HttpClient _client = new();
        private PlatformHost _platform = null!;
        private Cast _cast = null!;

        /// <summary>The services that have a route, by its method and template.</summary>
        internal Dictionary<string, List<WebApplication>> Routes { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            _platform = await PlatformHost.StartEmbeddedAsync();
            _cast = new(_platform);
            Routes = new[] { _platform.MovieApi, _platform.UserApi, _platform.Gateway }
                .SelectMany(service => service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                    .SelectMany(NamesOf)
                    .Select(name => (name, service)))
                .GroupBy(route => route.name, route => route.service)
                .ToDictionary(route => route.Key, route => route.ToList());
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await _platform.DisposeAsync();
        }

        /// <summary>Asks as the caller, with a resource that was made for this request and belongs to the viewer.</summary>
        internal async Task<int> AskAsync(WebApplication service, MatrixRow row, string caller)
        {
            var viewer = await _cast.NewPersonAsync(Callers.Viewer);
            var asking = caller == Callers.Viewer ? viewer : await _cast.NewPersonAsync(caller);
            using var request = await _cast.RequestAsync(row, viewer, asking);
            request.RequestUri = new(new Uri(service.Urls.Single()), request.RequestUri!);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            return (int)response.StatusCode;
        }

        // What the gateway forwards has no methods: the services decide about it. HEAD answers as GET does, and the pages of the
        // documentation are the same to everybody.
        private static IEnumerable<string> NamesOf(RouteEndpoint endpoint)
        {
            var path = $"/{endpoint.RoutePattern.RawText!.Trim('/')}";
            return path is "/" || path.StartsWith("/docs", StringComparison.Ordinal) || path.StartsWith("/scalar", StringComparison.Ordinal)
                ? []
                : (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                    .Where(method => method != HttpMethods.Head)
                    .Select(method => $"{method} {path}");
        }
    }
}
