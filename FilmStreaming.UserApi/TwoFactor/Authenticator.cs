using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using OtpNet;

namespace FilmStreaming.UserApi.TwoFactor;

/// <summary>
/// Judges the codes of authenticator apps: RFC 6238 with what all apps take, HMAC-SHA1, 30 seconds and six digits. ASP.NET Core
/// Identity's provider accepts a code as often as it comes, and does not tell which time step it was of, so that nobody else could refuse it.
/// </summary>
internal sealed partial class Authenticator(
    IDataProtectionProvider protection, IOptions<SecondFactorOptions> options, TimeProvider time, ILogger<Authenticator> logger)
{
    /// <summary>As long as the hash, which RFC 4226 (section 4) recommends.</summary>
    public const int KeyBytes = 20;

    /// <summary>The clocks of telephones are a little wrong, and a code takes a moment to type: the steps before and after are good too.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    private readonly IDataProtector _protector = protection.CreateProtector("FilmStreaming.Authenticator");

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>The form in which a key is typed into an app (RFC 4648, section 6).</summary>
    public static string Show(byte[] key) => Base32Encoding.ToString(key);

    /// <summary>What an app reads from a QR code.</summary>
    /// <param name="key">The key.</param>
    /// <param name="email">What the app shows beside the codes.</param>
    public string UriOf(byte[] key, string email) => new OtpUri(OtpType.Totp, key, email, options.Value.Issuer).ToString();

    public string Protect(byte[] key) => Base64Url.EncodeToString(_protector.Protect(key));

    /// <returns>The time step of a code that is good now; null when it is not.</returns>
    public long? FindStep(string protectedKey, string code)
    {
        try
        {
            var totp = new Totp(_protector.Unprotect(Base64Url.DecodeFromChars(protectedKey)));
            return totp.VerifyTotp(time.GetUtcNow().UtcDateTime, code, out var step, Window) ? step : null;
        }
        catch (CryptographicException e)
        {
            LogKeyLost(e);
            return null;
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "The key of an authenticator app cannot be decrypted: the data-protection key is lost. Its owner can sign in with a recovery code only")]
    private partial void LogKeyLost(Exception e);
}
