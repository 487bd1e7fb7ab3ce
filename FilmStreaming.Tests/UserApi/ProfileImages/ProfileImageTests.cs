using System.Net;
using SkiaSharp;

namespace FilmStreaming.Tests.UserApi.ProfileImages;

public sealed class ProfileImageTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task SetImage_OfAnAcceptedFormat_IsShownInSquares(SKEncodedImageFormat format)
    {
        var viewer = await _api.NewViewerAsync();

        var answer = await _api.PutImageAsync(viewer.Token, Picture.Encode(700, 300, format));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(answer.Body, (await _api.GetAsync("/v1/me", viewer.Token)).Json.GetProperty("image").GetRawText());
        foreach (var (name, size) in new[] { ("large", 512), ("medium", 256), ("small", 64) })
        {
            using var square = await _api.Client.GetAsync(answer.Json.GetProperty(name).GetString(), TestContext.Current.CancellationToken);
            Assert.Equal("image/webp", square.Content.Headers.ContentType!.MediaType);
            Assert.Equal("public, max-age=31536000, immutable", square.Headers.CacheControl!.ToString());
            using var decoded = SKBitmap.Decode(await square.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal((size, size), (decoded.Width, decoded.Height));
        }
    }

    [Fact]
    public async Task GetImage_WithItsETag_IsNotModified()
    {
        var viewer = await _api.NewViewerAsync();
        var url = (await _api.PutImageAsync(viewer.Token, Picture.Encode(64, 64))).Json.GetProperty("small").GetString()!;
        var first = await _api.GetAsync(url);

        var again = await _api.SendAsync(HttpMethod.Get, url, headers: ("If-None-Match", first.Header("ETag")!));

        Assert.Equal(HttpStatusCode.NotModified, again.Status);
    }

    [Fact]
    public async Task SetImage_ASecondTime_TakesTheFirstAway()
    {
        var viewer = await _api.NewViewerAsync();
        var first = (await _api.PutImageAsync(viewer.Token, Picture.Encode(64, 64))).Json.GetProperty("small").GetString()!;

        var second = (await _api.PutImageAsync(viewer.Token, Picture.Encode(64, 64))).Json.GetProperty("small").GetString()!;

        (await _api.GetAsync(first)).AssertProblem(HttpStatusCode.NotFound, "image-not-found");
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync(second)).Status);
    }

    [Fact]
    public async Task RemoveImage_WithOrWithoutOne_LeavesNone()
    {
        var viewer = await _api.NewViewerAsync();
        var url = (await _api.PutImageAsync(viewer.Token, Picture.Encode(64, 64))).Json.GetProperty("small").GetString()!;

        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal(HttpStatusCode.NoContent, (await _api.DeleteAsync("/v1/me/image", viewer.Token)).Status);

        (await _api.GetAsync(url)).AssertProblem(HttpStatusCode.NotFound, "image-not-found");
        Assert.False((await _api.GetAsync("/v1/me", viewer.Token)).Json.TryGetProperty("image", out _));
    }

    [Fact]
    public async Task GetImage_InASizeThatThereIsNot_IsNotFound()
    {
        var viewer = await _api.NewViewerAsync();
        var url = (await _api.PutImageAsync(viewer.Token, Picture.Encode(64, 64))).Json.GetProperty("small").GetString()!;

        (await _api.GetAsync(url.Replace("/64", "/65", StringComparison.Ordinal))).AssertProblem(HttpStatusCode.NotFound, "image-not-found");
        (await _api.GetAsync($"/v1/images/{Guid.CreateVersion7()}/64")).AssertProblem(HttpStatusCode.NotFound, "image-not-found");
        (await _api.GetAsync("/v1/images/nonsense/64")).AssertProblem(HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task SetImage_OfAnotherKindOfFile_IsUnsupported()
    {
        var viewer = await _api.NewViewerAsync();
        foreach (var file in new[] { [], "nonsense"u8.ToArray(), "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "GIF89a"u8.ToArray() })
            (await _api.PutImageAsync(viewer.Token, file)).AssertProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Theory]
    [InlineData(63, 64, "at least 64 pixels")]
    [InlineData(1000, 63, "at least 64 pixels")]
    [InlineData(7100, 7100, "too many pixels")]
    public async Task SetImage_OfTooFewOrTooManyPixels_IsRefused(int width, int height, string error)
    {
        var viewer = await _api.NewViewerAsync();

        var answer = await _api.PutImageAsync(viewer.Token, Picture.Encode(width, height));

        var problem = answer.AssertProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Contains(error, problem.GetProperty("errors").GetProperty("image")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetImage_OfAFileThatBreaksOff_IsRefused()
    {
        var viewer = await _api.NewViewerAsync();
        var file = Picture.Encode(300, 300);

        (await _api.PutImageAsync(viewer.Token, file[..(file.Length / 2)])).AssertProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task SetImage_OfMoreBytesThanTheLimit_IsTooLarge()
    {
        var viewer = await _api.NewViewerAsync();

        (await _api.PutImageAsync(viewer.Token, new byte[(10 * 1024 * 1024) + 1])).AssertProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
    }
}
