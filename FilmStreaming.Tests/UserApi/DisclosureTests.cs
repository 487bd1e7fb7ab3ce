namespace FilmStreaming.Tests.UserApi;

public sealed class DisclosureTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task Logs_OfAWholeVisit_HoldNothingPersonalAndNoSecret()
    {
        var viewer = await _api.NewViewerAsync();
        await _api.SignUpAsync(viewer.Email);
        await _api.SignInAsync(viewer.Email, "not the password");
        await _api.GetAsync("/v1/me", viewer.Token);
        await _api.PostAsync("/v1/me/history", $$"""{"movieId":"{{_api.Catalogue.Add().MovieId}}"}""", viewer.Token);

        var next = (await _api.RefreshAsync(viewer.RefreshToken)).Json.GetProperty("refreshToken").GetString()!;
        await _api.RefreshAsync(viewer.RefreshToken + "x");
        await _api.SignOutAsync(next);

        string[] secrets =
        [
            viewer.Email, viewer.Email.ToUpperInvariant(), TestUserApi.Password, "not the password", viewer.Token, viewer.RefreshToken, next,
        ];
        foreach (var secret in secrets)
            Assert.DoesNotContain(_api.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }
}
