using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.UserApi.Auth;

internal static class PasswordRegistration
{
    public static IServiceCollection AddPasswords(this IServiceCollection services)
    {
        services.AddOptions<PasswordHashingOptions>()
            .BindConfiguration(PasswordHashingOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<IDependencyFailure, PasswordHashingFailure>();
        return services;
    }
}
