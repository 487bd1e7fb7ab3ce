using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace FilmStreaming.UserApi.Credentials;

/// <summary>What a token from a mail is good for; it is good for nothing else.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TokenPurpose>))]
internal enum TokenPurpose
{
    VerifyEmail,
    ChangeEmail,
    ResetPassword,
    ChoosePassword,
}

/// <summary>A token as the account keeps it.</summary>
internal sealed record StoredToken
{
    public required TokenPurpose Purpose { get; init; }

    /// <inheritdoc cref="AccountToken.Hash"/>
    public required string Hash { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The address that it shows to be the owner's.</summary>
    public required string Email { get; init; }
}

/// <summary>What somebody shows who read a mail to an account: the account's id, and 256 random bits.</summary>
internal sealed class AccountToken
{
    /// <summary>The length of <see cref="Value"/>.</summary>
    public const int Length = 64;

    private const int IdBytes = 16;
    private const int SecretBytes = 32;

    private readonly byte[] _secret;

    private AccountToken(Guid accountId, byte[] secret) => (AccountId, _secret) = (accountId, secret);

    public Guid AccountId { get; }

    /// <summary>As it is in the mail. Never to be stored or logged.</summary>
    public string Value => Base64Url.EncodeToString([.. AccountId.ToByteArray(bigEndian: true), .. _secret]);

    /// <summary>SHA-256 of the secret. Nothing slower is needed for 256 random bits.</summary>
    public string Hash => Base64Url.EncodeToString(SHA256.HashData(_secret));

    public static AccountToken Create(Guid accountId) => new(accountId, RandomNumberGenerator.GetBytes(SecretBytes));

    public static bool TryParse(string? value, [NotNullWhen(true)] out AccountToken? token)
    {
        token = null;
        Span<byte> bytes = stackalloc byte[IdBytes + SecretBytes];
        if (value is not { Length: Length }
            || !Base64Url.IsValid(value, out var length)
            || length != bytes.Length
            || !Base64Url.TryDecodeFromChars(value, bytes, out _))
        {
            return false;
        }

        token = new(new Guid(bytes[..IdBytes], bigEndian: true), [.. bytes[IdBytes..]]);
        return true;
    }

    public bool Is(StoredToken stored) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(stored.Hash));

    public override string ToString() => $"token of {AccountId}";
}
