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

        foreach (var secret in new[] { viewer.Email, viewer.Email.ToUpperInvariant(), TestUserApi.Password, "not the password", viewer.Token })
            Assert.DoesNotContain(_api.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }
}
