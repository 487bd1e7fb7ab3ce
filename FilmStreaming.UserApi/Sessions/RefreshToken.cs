using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>
/// What a device renews its access token with: the session's id, a secret that all tokens of the session share, and a secret of
/// its own. The shared one tells a spent token from a forged one, so that knowing an id is not enough to end a session.
/// </summary>
/// <remarks>
/// A successor is derived from its parent and a random salt (HKDF, RFC 5869). The session stores the salt: so the parent, which is
/// known to the device only, gives the same successor again, and neither the database nor a parent alone gives one.
/// </remarks>
internal sealed class RefreshToken
{
    /// <summary>The length of <see cref="Value"/>.</summary>
    public const int Length = 107;

    private const int IdBytes = 16;
    private const int SecretBytes = 32;

    private static readonly byte[] Purpose = "filmstreaming refresh token"u8.ToArray();

    private readonly byte[] _family;
    private readonly byte[] _secret;

    private RefreshToken(Guid sessionId, byte[] family, byte[] secret) => (SessionId, _family, _secret) = (sessionId, family, secret);

    public Guid SessionId { get; }

    /// <summary>As the device keeps it. Never to be stored or logged.</summary>
    public string Value => Base64Url.EncodeToString([.. SessionId.ToByteArray(bigEndian: true), .. _family, .. _secret]);

    /// <summary>SHA-256 of the secret that all tokens of the session share.</summary>
    public string FamilyHash => Hash(_family);

    /// <summary>SHA-256 of this token's own secret. Nothing slower is needed for 256 random bits.</summary>
    public string SecretHash => Hash(_secret);

    /// <summary>The first token of a session.</summary>
    public static RefreshToken Create(Guid sessionId) =>
        new(sessionId, RandomNumberGenerator.GetBytes(SecretBytes), RandomNumberGenerator.GetBytes(SecretBytes));

    public static bool TryParse(string? value, [NotNullWhen(true)] out RefreshToken? token)
    {
        token = null;
        Span<byte> bytes = stackalloc byte[IdBytes + (2 * SecretBytes)];
        if (value is not { Length: Length }
            || !Base64Url.IsValid(value, out var length)
            || length != bytes.Length
            || !Base64Url.TryDecodeFromChars(value, bytes, out _))
        {
            return false;
        }

        token = new(new Guid(bytes[..IdBytes], bigEndian: true), [.. bytes[IdBytes..^SecretBytes]], [.. bytes[^SecretBytes..]]);
        return true;
    }

    public static string NewSalt() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <param name="salt">Made by <see cref="NewSalt"/>.</param>
    public RefreshToken Successor(string salt) => new(
        SessionId,
        _family,
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, SecretBytes, Base64Url.DecodeFromChars(salt), Purpose));

    public bool IsOfFamily(string familyHash) => AreEqual(FamilyHash, familyHash);

    public bool Is(string? secretHash) => secretHash is not null && AreEqual(SecretHash, secretHash);

    public override string ToString() => $"refresh token of {SessionId}";

    private static string Hash(byte[] secret) => Base64Url.EncodeToString(SHA256.HashData(secret));

    private static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}
