using SkiaSharp;

namespace FilmStreaming.Tests.UserApi.ProfileImages;

/// <summary>Makes picture files.</summary>
internal static class Picture
{
    /// <summary>Red on the left and blue on the right; what is above the middle is darker.</summary>
    public static byte[] Encode(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        Fill(SKColors.DarkRed, 0, 0);
        Fill(SKColors.DarkBlue, width / 2f, 0);
        Fill(SKColors.Red, 0, height / 2f);
        Fill(SKColors.Blue, width / 2f, height / 2f);
        canvas.Flush();
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();

        void Fill(SKColor color, float left, float top)
        {
            using var paint = new SKPaint { Color = color };
            canvas.DrawRect(left, top, width, height, paint);
        }
    }

    /// <summary>The same JPEG file with an Exif segment (JEITA CP-3451) that says how to turn it, and where it was taken.</summary>
    public static byte[] WithExif(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0x00, 0x00, .. "Exif\0\0"u8,
            // TIFF header, big endian; one directory of one tag: Orientation (0x0112), a short.
            .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
            .. "GPS 52.5200 N"u8,
        ];
        exif[3] = (byte)(exif.Length - 2);
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }
}
