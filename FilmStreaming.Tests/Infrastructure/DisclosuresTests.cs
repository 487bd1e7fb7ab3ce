namespace FilmStreaming.Tests.Infrastructure;

/// <summary>That the scan of the run finds what it is for.</summary>
public sealed class DisclosuresTests
{
    private const string Token = "Tm90IGEgdG9rZW4sIGJ1dCBhcyBsb25nIGFzIG9uZSBvZiBvdXJz";

    private readonly Disclosures _disclosures = new();

    [Fact]
    public void Learn_OfJson_LeavesTheRestOfIt() =>
        Assert.Equal("""{"email":"a@example.org",}""", _disclosures.Learn("""{"email":"a@example.org","password":"quoted \" and long"}"""));

    [Theory]
    [InlineData("it was correct horse 1, they said")]
    [InlineData("Bearer " + Token)]
    [InlineData("/verify?token=" + Token + "&x")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiIxIiwiaXNzIjoieCJ9.c2ln")]
    [InlineData("AQAAAAIAA1tgAAAAEJd7f5sOZkXv0p2m1cF9JQe8YhWcN6b3LrUoTgAaVxKzSyDiMPlHtBnRqEuGwCvXfQ==")]
    [InlineData("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=x")]
    [InlineData("code ABCDEF-234567-GHIJKL-MNOPQR was used")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----")]
    public void Told_WithASecret_IsFoundWhereItWas(string text)
    {
        _disclosures.Told("the log", text);
        _disclosures.Learn($$"""{"currentPassword":"correct horse 1","refreshToken":"{{Token}}"}""");
        _disclosures.Learn("""{"sharedKey":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","recoveryCodes":["234567-234567-234567-234567","ABCDEF-234567-GHIJKL-MNOPQR"]}""");
        _disclosures.Told("the log", text);

        Assert.Contains("the log", Assert.Single(_disclosures.Found.Distinct()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The password is wrong: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("user.account.registered.v1 of 01900000-0000-7000-8000-000000000001")]
    public void Told_WithoutASecret_FindsNothing(string text)
    {
        _disclosures.Learn($$"""{"password":"password","newPassword":"correct horse 1","token":"{{Token}}"}""");

        _disclosures.Told("the log", text);

        Assert.Empty(_disclosures.Found);
    }
}
