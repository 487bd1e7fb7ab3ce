using System.Text;
using FilmStreaming.UserApi.TwoFactor;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.UserApi.TwoFactor;

/// <summary>Codes of authenticator apps, against the vectors of RFC 6238.</summary>
public sealed class AuthenticatorTests
{
    private static readonly byte[] RfcKey = Encoding.ASCII.GetBytes("12345678901234567890");

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly FakeLogCollector _log = new();
    private readonly Authenticator _authenticator;

    public AuthenticatorTests() => _authenticator = New(new EphemeralDataProtectionProvider());

    /// <summary>Appendix B, for SHA-1: of its eight digits the last six.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void FindStep_OfTheVectorsOfTheRfc_IsTheirStep(long seconds, string code)
    {
        SetTime(seconds);

        Assert.Equal(seconds / 30, _authenticator.FindStep(_authenticator.Protect(RfcKey), code));
        Assert.Equal(code, new AuthenticatorApp(RfcKey).CodeAt(_time.GetUtcNow()));
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void FindStep_OfACodeOfAnotherStep_TakesTheNeighboursOnly(int steps, bool isGood)
    {
        const long Now = 1_111_111_109;
        SetTime(Now);
        var code = new AuthenticatorApp(RfcKey).CodeAt(DateTimeOffset.FromUnixTimeSeconds(Now + (30 * steps)));

        Assert.Equal(isGood ? (Now / 30) + steps : null, _authenticator.FindStep(_authenticator.Protect(RfcKey), code));
    }

    [Theory]
    [InlineData("287083")]
    [InlineData("87082")]
    [InlineData("94287082")]
    [InlineData(" 287082")]
    [InlineData("٢٨٧٠٨٢")]
    [InlineData("")]
    public void FindStep_OfWhatIsNoSuchCode_IsNull(string code)
    {
        SetTime(59);

        Assert.Null(_authenticator.FindStep(_authenticator.Protect(RfcKey), code));
    }

    [Fact]
    public void FindStep_AfterTheDataProtectionKeyWasLost_RefusesAndTellsTheOperator()
    {
        SetTime(59);
        var stored = _authenticator.Protect(RfcKey);

        Assert.Null(New(new EphemeralDataProtectionProvider()).FindStep(stored, "287082"));

        Assert.Equal(LogLevel.Error, Assert.Single(_log.GetSnapshot()).Level);
    }

    [Fact]
    public void NewKey_EachTime_IsAnotherAndIsShownAsAppsReadIt()
    {
        var (key, other) = (Authenticator.NewKey(), Authenticator.NewKey());

        Assert.Equal(20, key.Length);
        Assert.NotEqual(key, other);
        var shown = Authenticator.Show(key);
        Assert.Matches("^[A-Z2-7]{32}$", shown);
        Assert.Equal(
            $"otpauth://totp/Films%20%26%20more:ann%2Bx%40example.org?secret={shown}&issuer=Films%20%26%20more&algorithm=SHA1&digits=6&period=30",
            _authenticator.UriOf(key, "ann+x@example.org"));
        Assert.Equal(new AuthenticatorApp(key).CodeAt(_time.GetUtcNow()), AuthenticatorApp.With(shown).CodeAt(_time.GetUtcNow()));
        Assert.DoesNotContain(shown, _authenticator.Protect(key), StringComparison.Ordinal);
    }

    private Authenticator New(IDataProtectionProvider protection) => new(
        protection, Options.Create(new SecondFactorOptions { Issuer = "Films & more" }), _time, new FakeLogger<Authenticator>(_log));

    private void SetTime(long seconds) => _time.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(seconds));
}
