using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FilmStreaming.MovieApi.Movies.Contracts;
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

    /// <summary>The version as a strong entity tag.</summary>
    public string ETag { get; private init; } = "";

    /// <summary>The film as the API gives it, in UTF-8; empty where there is none, or it was deleted.</summary>
    public ReadOnlyMemory<byte> Json { get; private init; }

    /// <summary>Who may see it depends on this. The film is the same for all who may.</summary>
    public MovieStatus Status { get; private init; }

    public bool Exists => !Json.IsEmpty;

    /// <param name="found">What the database has.</param>
    /// <param name="readAt">Before it was asked.</param>
    /// <param name="json">How the API writes a film.</param>
    public static CachedFilm Of(Document<Movie>? found, DateTimeOffset readAt, JsonTypeInfo<MovieResponse> json) => found is null
        ? Of(null, 0, readAt, default, [])
        : Of(
            found.Id,
            found.Version,
            readAt,
            found.Body.Status,
            found.Body.DeletedAt is null ? JsonSerializer.SerializeToUtf8Bytes(MovieResponse.Of(found), json) : []);

    public bool IsFor(Audience audience) => Exists && audience.Sees(Status);

    private static CachedFilm Of(Guid? id, long version, DateTimeOffset readAt, MovieStatus status, byte[] json) =>
        new() { Id = id, Version = version, ReadAt = readAt, ETag = EntityTag.Of(version), Status = status, Json = json };

    /// <summary>The form in the second level: format, id, version, time and status, then the film's JSON.</summary>
    internal sealed class Serializer : IHybridCacheSerializer<CachedFilm>
    {
        private const byte Format = 1;
        private const int HeaderLength = 1 + 16 + 8 + 8 + 1;

        public void Serialize(CachedFilm value, IBufferWriter<byte> target)
        {
            var header = target.GetSpan(HeaderLength);
            header[0] = Format;
            (value.Id ?? Guid.Empty).TryWriteBytes(header[1..]);
            BinaryPrimitives.WriteInt64LittleEndian(header[17..], value.Version);
            BinaryPrimitives.WriteInt64LittleEndian(header[25..], value.ReadAt.UtcTicks);
            header[33] = (byte)value.Status;
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
                new(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(25)), TimeSpan.Zero),
                (MovieStatus)bytes[33],
                bytes[HeaderLength..]);
        }
    }
}
