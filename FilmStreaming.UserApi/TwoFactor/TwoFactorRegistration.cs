namespace FilmStreaming.UserApi.TwoFactor;

internal static class TwoFactorRegistration
{
    /// <summary>Asks for a second factor after the password, where an account has one.</summary>
    public static IServiceCollection AddTwoFactor(this IServiceCollection services)
    {
        services.AddOptions<SecondFactorOptions>()
            .BindConfiguration(SecondFactorOptions.Section)
            .PostConfigure<IHostEnvironment>((options, environment) => options.SetDefault(environment.IsDevelopment()))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<SecondFactorTickets>();
        services.AddSingleton<SecondFactorMetrics>();
        services.AddSingleton<SecondFactorCheck>();
        services.AddSingleton<SecondFactorChange>();
        return services;
    }
}
