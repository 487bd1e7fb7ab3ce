using System.Security.Claims;
using System.Security.Cryptography;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FilmStreaming.UserApi.ProfileImages;

/// <summary>The picture of the account: sent by its owner, shown to whoever knows its address.</summary>
internal static class ProfileImageEndpoints
{
    private const string WebP = "image/webp";

    public static void MapProfileImages(this IEndpointRouteBuilder routes)
    {
        var limit = routes.ServiceProvider.GetRequiredService<IOptions<ProfileImageOptions>>().Value.MaxBytes;
        var own = routes.MapGroup("/v1/me/image").WithTags("Account").RequireAuthorization(Policies.Viewer)
            .AnswersProblems(ProblemTypes.InvalidCredentials);
        own.MapPut("/", SetImage).WithName(nameof(SetImage))
            .WithRateLimit(RateLimitClass.Image)
            .Accepts<Stream>("image/png", "image/jpeg", WebP)
            .WithMetadata(new RequestSizeLimitAttribute(limit));
        own.MapDelete("/", RemoveImage).WithName(nameof(RemoveImage));

        routes.MapGet("/v1/images/{id}/{size}", GetImage).WithName(nameof(GetImage)).WithTags("Account")
            .Produces<Stream>(StatusCodes.Status200OK, WebP)
            .Produces(StatusCodes.Status304NotModified).AnswersProblems(ProblemTypes.ImageNotFound);
    }

    /// <summary>
    /// Sets your picture: a PNG, JPEG or WebP file as the body, by default up to 10 MiB and 50 million pixels, each side at least 64
    /// pixels. Shown are squares of its middle, upright; nothing else of the file is kept.
    /// </summary>
    /// <response code="200">Where the squares are.</response>
    /// <response code="400">The picture is too small, has too many pixels, or is damaged; <c>errors</c> says which.</response>
    /// <response code="413">The file is too long.</response>
    /// <response code="415">The content is not PNG, JPEG or WebP.</response>
    internal static async Task<Results<Ok<ImageUrls>, StatusCodeHttpResult, ProblemHttpResult>> SetImage(
        HttpRequest request,
        ClaimsPrincipal user,
        ProfileImageCodec codec,
        IProfileImageStore images,
        IAccountStore accounts,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var decoded = await codec.ReadAsync(request.Body, cancellationToken);
        if (decoded.Fault == ImageFault.NotAnImage)
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (decoded.Fault is { } fault)
            return Problem.Invalid("image", Describe(fault));

        // Whoever knows the address sees the picture, so it has to be one that cannot be guessed, unlike an id that has the time in it.
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        var accountId = user.GetAccountId();
        await images.AddAsync(id, new() { AccountId = accountId, Renditions = decoded.Renditions, CreatedAt = time.GetStoredNow() }, cancellationToken);
        if (await ShowAsync(id, accountId, images, accounts, time, cancellationToken))
            return TypedResults.Ok(ImageUrls.Of(id));
        await images.RemoveAsync(id, cancellationToken);
        return Problem.Unauthorized(ProblemTypes.InvalidCredentials, "The account of this access token does not exist.");
    }

    /// <summary>Removes your picture. Its addresses answer 404 from then on; copies in caches of browsers may be shown for longer.</summary>
    /// <response code="204">You have none.</response>
    internal static async Task<NoContent> RemoveImage(
        ClaimsPrincipal user, IProfileImageStore images, IAccountStore accounts, TimeProvider time, CancellationToken cancellationToken)
    {
        await ShowAsync(null, user.GetAccountId(), images, accounts, time, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>A square of a picture. It never changes, so caches may keep it for a year.</summary>
    /// <param name="size">Its width and height in pixels: 512, 256 or 64.</param>
    /// <response code="200">A WebP file.</response>
    /// <response code="404">There is no such picture, or not in this size (<c>image-not-found</c>).</response>
    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetImage(
        Guid id, int size, IProfileImageStore images, HttpResponse response, CancellationToken cancellationToken)
    {
        var image = await images.FindAsync(id, cancellationToken);
        if (image?.Body.Renditions.FirstOrDefault(rendition => rendition.Size == size) is not { } found)
            return Problem.NotFound(ProblemTypes.ImageNotFound, "There is no such picture.");
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.File(found.WebP, WebP, entityTag: new EntityTagHeaderValue($"\"{id:N}\""));
    }

    private static async Task<bool> ShowAsync(
        Guid? id, Guid accountId, IProfileImageStore images, IAccountStore accounts, TimeProvider time, CancellationToken cancellationToken)
    {
        Guid? before = null;
        var now = time.GetStoredNow();
        var changed = await accounts.UpdateAsync(
            accountId,
            account =>
            {
                before = account.Body.ImageId;
                return new(
                    account.Body with { ImageId = id, UpdatedAt = now },
                    AccountEvents.Updated(accountId, account.Version, now, AccountParts.Image));
            },
            cancellationToken);
        if (changed && before is not null)
            await images.RemoveAsync(before.Value, cancellationToken);
        return changed;
    }

    private static string Describe(ImageFault fault) => fault switch
    {
        ImageFault.TooManyPixels => "The picture has too many pixels.",
        ImageFault.TooSmall => $"Each side of the picture must have at least {ProfileImageCodec.MinSide} pixels.",
        _ => "The file is damaged or incomplete.",
    };
}

/// <summary>Where the squares of a picture are, by their width and height in pixels. An address never shows another picture.</summary>
/// <param name="Large">512 pixels.</param>
/// <param name="Medium">256 pixels.</param>
/// <param name="Small">64 pixels.</param>
public sealed record ImageUrls(string Large, string Medium, string Small)
{
    internal static ImageUrls Of(Guid id) => new(UrlOf(id, 512), UrlOf(id, 256), UrlOf(id, 64));

    private static string UrlOf(Guid id, int size) => $"/v1/images/{id}/{size}";
}
