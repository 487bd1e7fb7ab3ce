using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.ServiceDefaults.Hosting;

internal static class StrictOptions
{
    /// <summary>
    /// Binds options to a section that is theirs alone. A value that cannot be read and a setting that nobody knows keep the
    /// service from starting: left to itself the binder passes over a limit that is misspelt.
    /// </summary>
    public static void AddStrictOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>()
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
}
