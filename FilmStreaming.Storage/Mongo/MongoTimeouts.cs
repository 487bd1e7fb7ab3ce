using MongoDB.Driver;

namespace FilmStreaming.Storage.Mongo;

/// <summary>A database that is away is a 503 within seconds, not a request that hangs for the driver's default of 30.</summary>
internal static class MongoTimeouts
{
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    public static void Apply(MongoClientSettings settings)
    {
        settings.ServerSelectionTimeout = Min(settings.ServerSelectionTimeout, Connect);
        settings.ConnectTimeout = Min(settings.ConnectTimeout, Connect);
        // Zero is the driver's "no limit".
        settings.SocketTimeout = settings.SocketTimeout == TimeSpan.Zero ? Answer : Min(settings.SocketTimeout, Answer);
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
