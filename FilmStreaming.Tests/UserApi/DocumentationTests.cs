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
            [
                "delete /v1/admin/userapi/dead-letters/{subscription}/{id}",
                "delete /v1/me/continue-watching/{movieId}",
                "delete /v1/me/history/{id}",
                "delete /v1/me/sessions", "delete /v1/me/sessions/{id}", "get /.well-known/jwks.json", "get /.well-known/openid-configuration",
                "get /v1/admin/userapi/dead-letters", "get /v1/admin/userapi/dead-letters/{subscription}",
                "get /v1/admin/userapi/dead-letters/{subscription}/{id}", "get /v1/me",
                "get /v1/me/continue-watching",
                "get /v1/me/history", "get /v1/me/history/{id}",
                "get /v1/me/playback/{movieId}",
                "get /v1/me/sessions",
                "post /v1/admin/userapi/dead-letters/{subscription}/replay",
                "post /v1/admin/userapi/dead-letters/{subscription}/{id}/replay", "post /v1/auth/refresh",
                "post /v1/auth/sign-in", "post /v1/auth/sign-out", "post /v1/auth/sign-up", "post /v1/me/history",
                "post /v1/me/playback/{movieId}",
                "put /v1/me/continue-watching/{movieId}",
            ],
            operations.Select(operation => operation.Name.TrimEnd('/')).Order(StringComparer.Ordinal));
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.Value.GetProperty("operationId").GetString()!);
        });
    }
}
