using Microsoft.Extensions.Options;
using SkiaSharp;

namespace FilmStreaming.UserApi.ProfileImages;

/// <summary>
/// Makes the squares that are shown of an uploaded picture. Nothing of the file but its pixels goes into them: no EXIF (and with it no
/// place where the picture was taken), no comments, no second image behind the first.
/// </summary>
internal sealed class ProfileImageCodec(IOptions<ProfileImageOptions> options) : IDisposable
{
    /// <summary>The shortest side that is taken, in pixels.</summary>
    public const int MinSide = 64;

    private const int Quality = 85;

    private readonly SemaphoreSlim _slots = new(options.Value.Concurrency);
    private readonly SemaphoreSlim _uploads = new(options.Value.Concurrency + options.Value.MaxWaiting);

    /// <summary>Width and height of the squares, in pixels, the largest first.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [512, 256, 64];

    /// <summary>Reads a file that is to be decoded, unless there are as many in memory as may be.</summary>
    /// <param name="body">The file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>As <see cref="DecodeAsync"/>.</returns>
    /// <exception cref="ProfileImagesBusyException">Too many are read or wait already.</exception>
    public async Task<DecodedImage> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        if (!_uploads.Wait(0, CancellationToken.None))
            throw new ProfileImagesBusyException();
        try
        {
            using var file = new MemoryStream();
            await body.CopyToAsync(file, cancellationToken);
            return await DecodeAsync(file.ToArray(), cancellationToken);
        }
        finally
        {
            _uploads.Release();
        }
    }

    /// <param name="file">A whole PNG, JPEG or WebP file; the content decides, not a name or media type.</param>
    /// <param name="cancellationToken">Gives up waiting for a slot.</param>
    /// <returns>The middle of the picture, upright, in each of <see cref="Sizes"/>; or why there is none.</returns>
    public async Task<DecodedImage> DecodeAsync(byte[] file, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Decode(file), CancellationToken.None);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
        _uploads.Dispose();
    }

    private DecodedImage Decode(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec?.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp))
            return new(ImageFault.NotAnImage);
        // What the header claims, before memory is taken for it.
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > options.Value.MaxPixels)
            return new(ImageFault.TooManyPixels);
        if (Math.Min(width, height) < MinSide)
            return new(ImageFault.TooSmall);

        using var pixels = new SKBitmap(InfoFor(codec));
        // A file that breaks off decodes in part; what is missing would be shown as black.
        if (codec.GetPixels(pixels.Info, pixels.GetPixels()) != SKCodecResult.Success)
            return new(ImageFault.Broken);
        using var image = SKImage.FromBitmap(pixels);
        return new([.. Sizes.Select(size => new Rendition(size, Square(image, codec.EncodedOrigin, size)))]);
    }

    // JPEG and WebP decode to a fraction of their size at a fraction of the cost.
    private static SKImageInfo InfoFor(SKCodec codec)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var scaled = codec.GetScaledDimensions((float)Sizes[0] / Math.Min(width, height));
        if (Math.Min(scaled.Width, scaled.Height) >= Math.Min(Sizes[0], Math.Min(width, height)))
            (width, height) = (scaled.Width, scaled.Height);
        return new(width, height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb());
    }

    private static byte[] Square(SKImage image, SKEncodedOrigin origin, int size)
    {
        var side = Math.Min(image.Width, image.Height);
        var middle = SKRect.Create((image.Width - side) / 2f, (image.Height - side) / 2f, side, side);
        using var surface = SKSurface.Create(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        surface.Canvas.SetMatrix(Upright(origin, size));
        surface.Canvas.DrawImage(image, middle, SKRect.Create(size, size), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var square = surface.Snapshot();
        using var encoded = square.Encode(SKEncodedImageFormat.Webp, Quality);
        return encoded.ToArray();
    }

    /// <summary>Turns a square of the given side as the Exif tag Orientation (JEITA CP-3451, 0x0112) says.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float side) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, side, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, side, 0, -1, side, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, side, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, side, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, side, -1, 0, side, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, side, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}

/// <summary>Why a file gives no picture.</summary>
internal enum ImageFault
{
    /// <summary>It is no PNG, JPEG or WebP file.</summary>
    NotAnImage,

    /// <summary>It has more pixels than <see cref="ProfileImageOptions.MaxPixels"/>.</summary>
    TooManyPixels,

    /// <summary>A side is shorter than <see cref="ProfileImageCodec.MinSide"/>.</summary>
    TooSmall,

    /// <summary>It breaks off or cannot be decoded.</summary>
    Broken,
}

/// <summary>Either the squares, or why there are none.</summary>
internal sealed record DecodedImage(IReadOnlyList<Rendition> Renditions, ImageFault? Fault = null)
{
    public DecodedImage(ImageFault fault)
        : this([], fault)
    {
    }
}
