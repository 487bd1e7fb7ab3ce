using System.Security.Cryptography;
using System.Text.Json.Serialization;
using FilmStreaming.ServiceDefaults;

namespace FilmStreaming.MovieApi.Trends;

/// <summary>
/// That a film was begun, or watched to its end, once. Its id is made of the play's, so that what is told twice is one fact. It is never
/// changed but once, when it is taken back.
/// </summary>
internal sealed record PlayFact
{
    /// <summary>How many facts of one viewer count for a film on a day: one who begins it and watches it to its end.</summary>
    public const int MostOfADay = 2;

    public required Guid MovieId { get; init; }

    /// <summary>When, in whole hours since 1970.</summary>
    public required long Hour { get; init; }

    /// <summary>Whether it is that the film was watched to its end.</summary>
    public bool IsCompletion { get; init; }

    /// <summary>Whose play it is, as <see cref="ViewerPseudonyms"/> writes it; null once nobody is to know.</summary>
    public string? Viewer { get; init; }

    /// <summary>Whether it was taken back. It stays, lest what tells of it come late and count.</summary>
    public bool IsVoid { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>In whole days since 1970, in UTC.</summary>
    [JsonIgnore]
    public long Day => Hour / 24;

    /// <summary>The id of what stays of a viewer who was erased, lest what tells of its plays come late.</summary>
    public static Guid ErasureOf(string viewer) => DigestId.Of($"erased {viewer}");

    /// <summary>That the play was begun.</summary>
    public static Guid StartOf(Guid playId) => playId;

    /// <summary>That the play reached the film's end, however often: a UUID of version 8 (RFC 9562), a digest of the play's.</summary>
    public static Guid CompletionOf(Guid playId)
    {
        Span<byte> input = stackalloc byte[17];
        playId.TryWriteBytes(input, bigEndian: true, out _);
        input[16] = (byte)'c';
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new(digest[..16], bigEndian: true);
    }
}
