using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace FilmStreaming.UserApi.TwoFactor;

/// <param name="AccountId">Whose password was right.</param>
/// <param name="SecurityStamp">That of the account then: without it the ticket is good for nothing.</param>
internal sealed record SecondFactorTicket(Guid AccountId, string SecurityStamp);

/// <summary>
/// Writes and reads what somebody shows with the second factor to have given the password. It is encrypted and authenticated with the
/// key ring that all replicas share, good for nothing else, and not stored: whoever has it has the password too.
/// </summary>
internal sealed class SecondFactorTickets(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>The longest that is read.</summary>
    public const int MaxLength = 512;

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const int IdBytes = 16;
    private const int HeadBytes = IdBytes + sizeof(long);

    private readonly IDataProtector _protector = protection.CreateProtector("FilmStreaming.SecondFactorTicket");

    public string Issue(Document<Account> account)
    {
        var stamp = Encoding.UTF8.GetBytes(account.Body.SecurityStamp);
        var bytes = new byte[HeadBytes + stamp.Length];
        account.Id.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(IdBytes), (time.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds());
        stamp.CopyTo(bytes, HeadBytes);
        return Base64Url.EncodeToString(_protector.Protect(bytes));
    }

    /// <returns>Null when it is none of ours, or too old.</returns>
    public SecondFactorTicket? Read(string text)
    {
        try
        {
            var bytes = _protector.Unprotect(Base64Url.DecodeFromChars(text));
            return BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(IdBytes)) > time.GetUtcNow().ToUnixTimeMilliseconds()
                ? new(new(bytes.AsSpan(0, IdBytes)), Encoding.UTF8.GetString(bytes.AsSpan(HeadBytes)))
                : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
