namespace FilmStreaming.ServiceDefaults;

/// <summary>What the parts call each other: Aspire resources, connection strings, service discovery, token audiences.</summary>
public static class ResourceNames
{
    public const string MovieApi = "movieapi";
    public const string UserApi = "userapi";
    public const string Gateway = "gateway";

    public const string Mongo = "mongo";
    public const string MovieDb = "moviedb";
    public const string UserDb = "userdb";
    public const string Messaging = "messaging";
    public const string Cache = "cache";
}
