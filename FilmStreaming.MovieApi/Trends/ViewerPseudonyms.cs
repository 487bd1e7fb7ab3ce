using System.Security.Cryptography;
using FilmStreaming.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace FilmStreaming.MovieApi.Trends;

/// <summary>The key of the pseudonyms, encrypted with the key ring that all replicas share. There is one.</summary>
internal sealed record PseudonymKey
{
    public static readonly Guid TheId = new("00000000-0000-8000-8000-000000000001");

    public required byte[] Protected { get; init; }
}

internal interface IPseudonymKeyStore
{
    IDocuments<PseudonymKey> Documents { get; }
}

/// <summary>
/// Writes accounts as HMAC-SHA256 under a secret key: the plays of one can be found when it is deleted, and who has the database without
/// the key ring cannot tell whose they are.
/// </summary>
internal sealed class ViewerPseudonyms(IPseudonymKeyStore store, IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("FilmStreaming.MovieApi.Viewers");
    private volatile byte[]? _key;

    public async ValueTask<string> OfAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var key = _key ??= await GetKeyAsync(cancellationToken);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, accountId.ToByteArray(bigEndian: true)));
    }

    private async Task<byte[]> GetKeyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.Documents.FindAsync(PseudonymKey.TheId, cancellationToken) is not { } stored)
            {
                // Of several replicas one makes it; the others read what that one wrote.
                await store.Documents.InsertAsync(new(PseudonymKey.TheId, NewKey(), []), cancellationToken);
                continue;
            }

            try
            {
                return _protector.Unprotect(stored.Body.Protected);
            }
            catch (CryptographicException)
            {
                // The key ring is lost, and so is whose the plays until now are. They stay until they expire.
                await store.Documents.UpdateAsync(PseudonymKey.TheId, stored.Version, NewKey(), [], cancellationToken);
            }
        }
    }

    private PseudonymKey NewKey() => new() { Protected = _protector.Protect(RandomNumberGenerator.GetBytes(32)) };
}
