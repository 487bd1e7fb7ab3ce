using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi;

public sealed class DocumentationTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task Documentation_OfEveryOperation_SaysWhatItDoes()
    {
        var document = (await _api.GetAsync("/openapi/v1.json")).Json;

        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value)))
            .ToList();
        Assert.Equal(
            Routes().Order(StringComparer.Ordinal), operations.Select(operation => operation.Name.TrimEnd('/')).Order(StringComparer.Ordinal));
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.Value.GetProperty("operationId").GetString()!);
        });
    }

    private IEnumerable<string> Routes() =>
        from endpoint in _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where path.StartsWith("/v1/", StringComparison.Ordinal) || path.StartsWith("/.well-known/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
        select $"{method.ToLowerInvariant()} {path}";
}
