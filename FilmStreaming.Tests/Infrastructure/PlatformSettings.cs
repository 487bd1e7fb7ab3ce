using FilmStreaming.ServiceDefaults;

namespace FilmStreaming.Tests.Infrastructure;

/// <summary>What one test's platform is set up with: everything of its own, so that platforms never meet.</summary>
internal static class PlatformSettings
{
    public const string AdministratorEmail = "admin@example.org";
    public const string AdministratorPassword = "correct horse battery staple";

    private static readonly string[] Dependencies = [ResourceNames.MovieDb, ResourceNames.UserDb, ResourceNames.Messaging, ResourceNames.Cache];

    private static Dictionary<string, string> Common => new()
    {
        ["FilmStreaming:Administrator:Email"] = AdministratorEmail,
        ["FilmStreaming:Administrator:Password"] = AdministratorPassword,
        ["RateLimits:Enabled"] = "false",
        ["Mail:AllowFiles"] = "true",
        ["SecondFactor:RequiredFor"] = "nobody",
    };

    /// <summary>The embedded forms, over a folder.</summary>
    public static Dictionary<string, string> Embedded(string folder)
    {
        var settings = Common;
        settings["FilmStreaming:DataFolder"] = folder;
        foreach (var dependency in Dependencies)
            settings[$"ConnectionStrings:{dependency}"] = "";
        return settings;
    }

    /// <summary>The embedded forms as the AppHost runs them in one process, on free ports.</summary>
    public static Dictionary<string, string> Standalone(string folder)
    {
        var settings = Embedded(folder);
        foreach (var service in new[] { "Gateway", "MovieApi", "UserApi" })
            settings[$"FilmStreaming:{service}Port"] = "0";
        return settings;
    }

    /// <summary>The real servers, with databases and queues under <paramref name="name"/>; skips the test where they are not.</summary>
    public static Dictionary<string, string> Real(string name, string folder)
    {
        var settings = Common;
        settings["FilmStreaming:DataFolder"] = folder;
        settings["Messaging:Prefix"] = name;
        foreach (var dependency in Dependencies)
            settings[$"ConnectionStrings:{dependency}"] = RealServers.Require(dependency);
        foreach (var database in new[] { ResourceNames.MovieDb, ResourceNames.UserDb })
            settings[$"ConnectionStrings:{database}"] = RealServers.Database($"{name}-{database}").ToString();
        return settings;
    }

    /// <summary>The same as environment variables.</summary>
    public static Dictionary<string, string> AsEnvironment(this IReadOnlyDictionary<string, string> settings) =>
        settings.ToDictionary(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal), pair => pair.Value);
}
