using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Ratings;
using FilmStreaming.ServiceDefaults.Versions;
using FilmStreaming.Storage;
using Microsoft.Extensions.Caching.Hybrid;

namespace FilmStreaming.MovieApi.Movies.Caching;

/// <summary>What the database said when a film was asked for, ready to be sent.</summary>
/// <remarks>Immutable, so that HybridCache hands out this object itself and not a copy.</remarks>
[ImmutableObject(true)]
internal sealed class CachedFilm
{
    /// <summary>The film, deleted or not; null where nothing has what was asked for.</summary>
    public Guid? Id { get; private init; }

    /// <summary>0 where there is no film.</summary>
    public long Version { get; private init; }

    /// <summary>Before the database was asked.</summary>
    public DateTimeOffset ReadAt { get; private init; }

    /// <summary>Whether another replica may have made the read, by its own clock.</summary>
    public bool IsShared { get; private init; }

    /// <summary>What viewers think of it, of which the JSON has the mean.</summary>
    public RatingTotal Votes { get; private init; }

    /// <summary>The version, and the votes where there are some, as a strong entity tag.</summary>
    public string ETag { get; private init; } = "";

    /// <summary>The film as the API gives it, in UTF-8; empty where there is none, or it was deleted.</summary>
    public ReadOnlyMemory<byte> Json { get; private init; }

    /// <summary>Who may see it depends on this. The film is the same for all who may.</summary>
    public MovieStatus Status { get; private init; }

    public bool Exists => !Json.IsEmpty;

    /// <param name="found">What the database has.</param>
    /// <param name="votes">What viewers think of it.</param>
    /// <param name="readAt">Before it was asked.</param>
    /// <param name="json">How the API writes a film.</param>
    public static CachedFilm Of(
        Document<Movie>? found, RatingTotal votes, DateTimeOffset readAt, JsonTypeInfo<MovieResponse> json) => found is null
        ? Of(null, 0, default, readAt, default, [])
        : Of(
            found.Id,
            found.Version,
            votes,
            readAt,
            found.Body.Status,
            found.Body.DeletedAt is null
                ? JsonSerializer.SerializeToUtf8Bytes(MovieResponse.Of(found) with { ViewerRating = votes.AsRating() }, json)
                : []);

    public bool IsFor(Audience audience) => Exists && audience.Sees(Status);

    private static CachedFilm Of(
        Guid? id, long version, RatingTotal votes, DateTimeOffset readAt, MovieStatus status, byte[] json, bool isShared = false) => new()
        {
            Id = id,
            Version = version,
            Votes = votes,
            ReadAt = readAt,
            IsShared = isShared,
            ETag = EntityTag.Of(version, votes.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{votes.Count}-{votes.Sum}")),
            Status = status,
            Json = json,
        };

    /// <summary>The form in the second level: format, id, version, time, votes and status, then the film's JSON.</summary>
    internal sealed class Serializer : IHybridCacheSerializer<CachedFilm>
    {
        private const byte Format = 2;
        private const int HeaderLength = 1 + 16 + 4 * 8 + 1;

        public void Serialize(CachedFilm value, IBufferWriter<byte> target)
        {
            var header = target.GetSpan(HeaderLength);
            header[0] = Format;
            (value.Id ?? Guid.Empty).TryWriteBytes(header[1..]);
            BinaryPrimitives.WriteInt64LittleEndian(header[17..], value.Version);
            BinaryPrimitives.WriteInt64LittleEndian(header[25..], value.ReadAt.UtcTicks);
            BinaryPrimitives.WriteInt64LittleEndian(header[33..], value.Votes.Count);
            BinaryPrimitives.WriteInt64LittleEndian(header[41..], value.Votes.Sum);
            header[49] = (byte)value.Status;
            target.Advance(HeaderLength);
            target.Write(value.Json.Span);
        }

        public CachedFilm Deserialize(ReadOnlySequence<byte> source)
        {
            var bytes = source.ToArray();
            if (bytes.Length < HeaderLength || bytes[0] != Format)
                throw new FormatException("This is no film of the second level, or one of another release.");
            var id = new Guid(bytes.AsSpan(1, 16));
            return Of(
                id == Guid.Empty ? null : id,
                BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(17)),
                new(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(33)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(41))),
                new(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(25)), TimeSpan.Zero),
                (MovieStatus)bytes[49],
                bytes[HeaderLength..],
                isShared: true);
        }
    }
}
