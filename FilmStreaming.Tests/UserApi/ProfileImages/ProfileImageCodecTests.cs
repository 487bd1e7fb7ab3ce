using System.IO.Pipelines;
using FilmStreaming.UserApi.ProfileImages;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace FilmStreaming.Tests.UserApi.ProfileImages;

public sealed class ProfileImageCodecTests
{
    private static readonly (bool Left, bool Dark)[] Corners = [(true, true), (false, true), (true, false), (false, false)];

    /// <summary>What the corners of the upright picture show, in the order upper left, upper right, lower left, lower right.</summary>
    [Theory]
    [InlineData(1, 0, 1, 2, 3)]
    [InlineData(2, 1, 0, 3, 2)]
    [InlineData(3, 3, 2, 1, 0)]
    [InlineData(4, 2, 3, 0, 1)]
    [InlineData(5, 0, 2, 1, 3)]
    [InlineData(6, 2, 0, 3, 1)]
    [InlineData(7, 3, 1, 2, 0)]
    [InlineData(8, 1, 3, 0, 2)]
    public async Task Decode_OfAPictureWithAnExifOrientation_IsUprightAndHasNoExif(byte orientation, params int[] corners)
    {
        var jpeg = Picture.WithExif(Picture.Encode(800, 600, SKEncodedImageFormat.Jpeg), orientation);

        var decoded = await DecodeAsync(jpeg);

        Assert.Equal([512, 256, 64], decoded.Renditions.Select(rendition => rendition.Size));
        Assert.All(decoded.Renditions, rendition =>
        {
            Assert.Equal(corners.Select(corner => Corners[corner]), CornersOf(rendition));
            Assert.Equal(-1, rendition.WebP.AsSpan().IndexOf("Exif"u8));
            Assert.Equal(-1, rendition.WebP.AsSpan().IndexOf("GPS"u8));
        });
    }

    [Theory]
    [InlineData(64, 64, null)]
    [InlineData(100, 100, null)]
    [InlineData(101, 100, ImageFault.TooManyPixels)]
    [InlineData(63, 100, ImageFault.TooSmall)]
    public async Task Decode_AtTheEdgesOfTheLimits_TellsWhichIsBroken(int width, int height, object? fault)
    {
        var decoded = await DecodeAsync(Picture.Encode(width, height), maxPixels: 10_000);

        Assert.Equal(fault, decoded.Fault);
        Assert.Equal(fault is null, decoded.Renditions.Count > 0);
    }

    [Fact]
    public async Task Read_WithAsManyInMemoryAsMayBe_IsRefusedAtOnceAsAnAbsentDependency()
    {
        var stop = TestContext.Current.CancellationToken;
        using var codec = new ProfileImageCodec(Options.Create(new ProfileImageOptions { Concurrency = 1, MaxWaiting = 1 }));
        var (first, second) = (new Pipe(), new Pipe());
        var reading = new[] { first, second }.Select(upload => codec.ReadAsync(upload.Reader.AsStream(), stop)).ToList();

        var refused = await Assert.ThrowsAsync<ProfileImagesBusyException>(() => codec.ReadAsync(Stream.Null, stop));

        Assert.NotNull(new ProfileImagesFailure().DependencyOf(refused));
        await first.Writer.CompleteAsync();
        Assert.Equal(ImageFault.NotAnImage, (await reading[0]).Fault);
        Assert.Equal(ImageFault.NotAnImage, (await codec.ReadAsync(Stream.Null, stop)).Fault);
        await second.Writer.CompleteAsync();
        Assert.Equal(ImageFault.NotAnImage, (await reading[1]).Fault);
    }

    private static IEnumerable<(bool Left, bool Dark)> CornersOf(Rendition rendition)
    {
        using var bitmap = SKBitmap.Decode(rendition.WebP);
        var (near, far) = (rendition.Size / 4, rendition.Size * 3 / 4);
        return [.. new[] { (near, near), (far, near), (near, far), (far, far) }
            .Select(point => bitmap.GetPixel(point.Item1, point.Item2))
            .Select(color => (color.Red > color.Blue, Math.Max(color.Red, color.Blue) < 200))];
    }

    private static async Task<DecodedImage> DecodeAsync(byte[] file, int maxPixels = 50_000_000)
    {
        using var codec = new ProfileImageCodec(Options.Create(new ProfileImageOptions { MaxPixels = maxPixels }));
        return await codec.DecodeAsync(file, TestContext.Current.CancellationToken);
    }
}
