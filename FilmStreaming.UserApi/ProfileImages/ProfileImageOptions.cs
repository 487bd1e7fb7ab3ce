using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.ProfileImages;

/// <summary>What is taken as a profile image.</summary>
public sealed class ProfileImageOptions
{
    public const string Section = "ProfileImages";

    /// <summary>The longest upload, in bytes; default 10 MiB. The gateway has a limit of its own, <c>Gateway:MaxImageBytes</c>.</summary>
    [Range(1024, 100 * 1024 * 1024, ErrorMessage = Section + ":MaxBytes must be between {1} and {2}.")]
    public int MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>
    /// The most pixels, width times height; default 50 million, what the cameras of telephones take. Decoding one takes four bytes of
    /// memory for each, however small the file is.
    /// </summary>
    [Range(ProfileImageCodec.MinSide * ProfileImageCodec.MinSide, 500_000_000, ErrorMessage = Section + ":MaxPixels must be between {1} and {2}.")]
    public int MaxPixels { get; set; } = 50_000_000;

    /// <summary>How many are decoded at a time; the rest wait. Default 2, so that memory stays within half a gigabyte.</summary>
    [Range(1, 64, ErrorMessage = Section + ":Concurrency must be between {1} and {2}.")]
    public int Concurrency { get; set; } = 2;

    /// <summary>
    /// How many more are read or wait, each in memory with up to <see cref="MaxBytes"/>; further ones are refused at once with 503. Default 8.
    /// </summary>
    [Range(0, 1000, ErrorMessage = Section + ":MaxWaiting must be between {1} and {2}.")]
    public int MaxWaiting { get; set; } = 8;
}
