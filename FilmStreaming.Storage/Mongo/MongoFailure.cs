using FilmStreaming.ServiceDefaults.Problems;
using MongoDB.Driver;

namespace FilmStreaming.Storage.Mongo;

/// <summary>Recognises that MongoDB is away.</summary>
internal sealed class MongoFailure(string name) : IDependencyFailure
{
    public string? DependencyOf(Exception exception) => IsAway(exception) ? name : null;

    // The driver reports that no server could be selected in time as a plain TimeoutException.
    public static bool IsAway(Exception exception) =>
        exception is MongoConnectionException or MongoNotPrimaryException or MongoNodeIsRecoveringException or MongoExecutionTimeoutException
            or MongoConnectionPoolPausedException or MongoWaitQueueFullException
        || (exception is TimeoutException && exception.Source?.StartsWith("MongoDB", StringComparison.Ordinal) == true);
}
