namespace FilmStreaming.UserApi.Lockout;

internal static class LockoutRegistration
{
    /// <summary>Tries passwords, and makes those wait who guess them.</summary>
    public static IServiceCollection AddLockout(this IServiceCollection services)
    {
        services.AddOptions<LockoutOptions>().BindConfiguration(LockoutOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SignInLockout>();
        services.AddSingleton<PasswordCheck>();
        services.AddHostedService<SignInFailureCleanup>();
        return services;
    }
}
