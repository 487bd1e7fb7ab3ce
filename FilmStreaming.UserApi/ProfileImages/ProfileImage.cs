namespace FilmStreaming.UserApi.ProfileImages;

/// <summary>The picture of an account. It never changes: another picture is another document with another id.</summary>
internal sealed record ProfileImage
{
    public required Guid AccountId { get; init; }
    public required IReadOnlyList<Rendition> Renditions { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The picture in one size.</summary>
/// <param name="Size">Its width and height in pixels.</param>
/// <param name="WebP">The file.</param>
internal sealed record Rendition(int Size, byte[] WebP);
