using FilmStreaming.ServiceDefaults;
using Microsoft.Extensions.Configuration;

namespace FilmStreaming.AppHost.Standalone;

/// <summary>Tells whoever started the platform where to go.</summary>
internal static class StartupBanner
{
    public static Task WriteAsync(TextWriter output, StandalonePlatform platform) => output.WriteLineAsync(
        $"""

          FilmStreaming is ready at {platform.Gateway.GetLeftPart(UriPartial.Authority)}

            API documentation   {platform.Gateway}docs
            Movie API           {platform.MovieApi}
            User API            {platform.UserApi}

            Films               {FormOf(platform, ResourceNames.MovieDb, "MongoDB", "embedded database")}
            Accounts            {FormOf(platform, ResourceNames.UserDb, "MongoDB", "embedded database")}
            Messaging           {FormOf(platform, ResourceNames.Messaging, "RabbitMQ", "within the process")}
            Cache               {FormOf(platform, ResourceNames.Cache, "Redis", "memory of the process")}
            Data folder         {platform.DataFolder}

          Stop with Ctrl+C. With Docker or Podman, the full stack with MongoDB, RabbitMQ, Redis and the Aspire dashboard:
            UseAspire=true dotnet run --project FilmStreaming.AppHost

        """);

    private static string FormOf(StandalonePlatform platform, string connection, string real, string embedded) =>
        string.IsNullOrEmpty(platform.Configuration.GetConnectionString(connection))
            ? $"{embedded} (ConnectionStrings:{connection} is not set)"
            : $"{real} (ConnectionStrings:{connection})";
}
