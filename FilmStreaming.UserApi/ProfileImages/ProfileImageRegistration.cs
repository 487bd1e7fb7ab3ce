using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.UserApi.ProfileImages;

internal static class ProfileImageRegistration
{
    public static IServiceCollection AddProfileImages(this IServiceCollection services)
    {
        services.AddOptions<ProfileImageOptions>()
            .BindConfiguration(ProfileImageOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services.AddSingleton<ProfileImageCodec>().AddSingleton<IDependencyFailure, ProfileImagesFailure>();
    }
}
