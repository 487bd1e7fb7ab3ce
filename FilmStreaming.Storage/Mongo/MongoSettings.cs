using MongoDB.Driver;

namespace FilmStreaming.Storage.Mongo;

/// <summary>What the connection string may not weaken: answers come within seconds, and what was answered is on the disk.</summary>
internal static class MongoSettings
{
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    public static void Apply(MongoClientSettings settings)
    {
        // A database that is away is a 503 soon, not a request that hangs for the driver's default of 30 seconds.
        settings.ServerSelectionTimeout = Min(settings.ServerSelectionTimeout, Connect);
        settings.ConnectTimeout = Min(settings.ConnectTimeout, Connect);
        // Zero is the driver's "no limit".
        settings.SocketTimeout = settings.SocketTimeout == TimeSpan.Zero ? Answer : Min(settings.SocketTimeout, Answer);
        // A standalone server acknowledges before its journal is on the disk, unless it is asked not to.
        settings.WriteConcern = settings.WriteConcern.With(journal: true);
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
