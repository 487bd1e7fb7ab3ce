using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.ServiceDefaults.Cache;

/// <summary>What a service may keep in memory to answer sooner.</summary>
public sealed class CacheOptions
{
    public const string Section = "Cache";

    /// <summary>The bytes of what HybridCache holds, 1 MiB to 64 GiB; what is beyond is not kept.</summary>
    [Range(1L << 20, 1L << 36)]
    public long MaxMemoryBytes { get; set; } = 128L << 20;
}
