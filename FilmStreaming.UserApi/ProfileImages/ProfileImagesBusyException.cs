using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.UserApi.ProfileImages;

/// <summary>As many pictures are in memory as may be.</summary>
internal sealed class ProfileImagesBusyException() : Exception("Too many pictures wait to be decoded.");

/// <summary>A flood of pictures is answered as a dependency that is away: try again later.</summary>
internal sealed class ProfileImagesFailure : IDependencyFailure
{
    public string? DependencyOf(Exception exception) => exception is ProfileImagesBusyException ? "profile-images" : null;
}
