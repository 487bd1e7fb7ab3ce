using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;

namespace FilmStreaming.UserApi.Sessions;

internal static class SessionRegistration
{
    /// <summary>Keeps devices signed in, and tells every service which sessions were revoked.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddOptions<SessionOptions>().BindConfiguration(SessionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SessionStart>();
        services.AddSingleton<RefreshTokenRotation>();
        services.AddSingleton<SessionRevocation>();
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<SessionStamp>();
        services.AddHostedService<SessionCleanup>();
        return services.AddRequestHandler<RevokedSessionsHandler, RevokedSessionsQuery, RevokedSessionsPage>(UserRequests.RevokedSessions);
    }
}
