using System.Net;

namespace FilmStreaming.Tests.UserApi.TwoFactor;

public sealed class SecondFactorBadInputTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("""{"code":"123456"}""")]
    [InlineData("""{"ticket":"x"}""")]
    [InlineData("""{"ticket":"x","code":"12345"}""")]
    [InlineData("""{"ticket":"x","code":"1234567"}""")]
    [InlineData("""{"ticket":"x","code":"١٢٣٤٥٦"}""")]
    [InlineData("""{"ticket":"x","code":"12345\u0000"}""")]
    [InlineData("""{"ticket":"x","code":"123456\n"}""")]
    [InlineData("""{"ticket":"x","code":123456}""")]
    [InlineData("""{"ticket":"x","code":{"$ne":null}}""")]
    [InlineData("""{"ticket":"x","code":"123456","recoveryCode":"A"}""")]
    [InlineData("""{"ticket":"x","recoveryCode":""}""")]
    [InlineData("""{"ticket":"x","recoveryCode":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("""{"ticket":"x","code":"123456","$where":"1"}""")]
    public async Task SignIn_WithMalformedMembers_IsABadRequest(string json) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Api.PostAsync("/v1/auth/sign-in/second-factor", json)).Status);

    [Theory]
    [InlineData(512, HttpStatusCode.Unauthorized, "invalid-ticket")]
    [InlineData(513, HttpStatusCode.BadRequest, "validation")]
    public async Task SignIn_WithATicketOfALength_IsReadUpTo512Characters(int length, HttpStatusCode status, string type) =>
        (await fixture.Api.PostAsync("/v1/auth/sign-in/second-factor", $$"""{"ticket":"{{new string('A', length)}}","code":"123456"}"""))
            .AssertProblem(status, type);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"code":"1"}""")]
    [InlineData("""{"code":"123456","recoveryCode":"AAAAAA"}""")]
    public async Task ConfirmAndTurnOff_WithMalformedMembers_AreBadRequests(string json)
    {
        var viewer = await fixture.Api.NewViewerAsync();

        foreach (var (method, path) in new[] { (HttpMethod.Post, "/v1/me/two-factor/authenticator/confirm"), (HttpMethod.Delete, "/v1/me/two-factor") })
            Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Api.SendAsync(method, path, viewer.Token, json)).Status);
    }
}
