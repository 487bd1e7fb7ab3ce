using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Conventions;
using MongoDB.Bson.Serialization.Serializers;

namespace FilmStreaming.Storage.Mongo;

/// <summary>How documents look in MongoDB: camelCase names, nothing for null, UTC dates, UUIDs of subtype 4.</summary>
internal static class MongoConventions
{
    private static readonly Lazy<bool> Registered = new(() =>
    {
        ConventionRegistry.Register(
            "FilmStreaming",
            new ConventionPack
            {
                new CamelCaseElementNameConvention(),
                new IgnoreExtraElementsConvention(true),
                new IgnoreIfNullConvention(true),
                new EnumRepresentationConvention(BsonType.String),
            },
            type => type.FullName!.StartsWith("FilmStreaming.", StringComparison.Ordinal));
        BsonSerializer.TryRegisterSerializer(new GuidSerializer(GuidRepresentation.Standard));
        BsonSerializer.TryRegisterSerializer(new DateTimeOffsetSerializer(BsonType.DateTime));
        BsonSerializer.TryRegisterSerializer(new DateOnlySerializer(BsonType.String));
        BsonSerializer.TryRegisterSerializer(new DecimalSerializer(BsonType.Decimal128));
        return true;
    });

    /// <summary>Registers them for this process, once.</summary>
    public static void Register() => _ = Registered.Value;
}
