using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.Lists;

/// <summary>What an account's lists of films may hold.</summary>
internal sealed class ListOptions
{
    public const string Section = "Lists";

    /// <summary>Films in one list of an account. Requests that come at the same moment may go beyond it by one each.</summary>
    [Range(1, 1_000_000)]
    public int MaxItems { get; set; } = 10_000;
}
