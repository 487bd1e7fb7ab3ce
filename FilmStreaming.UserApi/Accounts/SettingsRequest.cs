using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>What an account prefers. A member that is absent keeps its value, or the default in a new account.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SettingsRequest
{
    /// <summary>A language tag of BCP 47, at most 35 characters, for example <c>pt-BR</c>. Default <c>en</c>.</summary>
    [StringLength(LanguageTag.MaxLength, MinimumLength = 2)]
    [RegularExpression(LanguageTag.Pattern, ErrorMessage = "The field {0} must be a language tag of BCP 47, such as pt-BR.")]
    public string? Language { get; init; }

    /// <summary>At most 20 genres of 1 to 50 characters. Default none.</summary>
    [GenreList]
    public IReadOnlyList<string>? PreferredGenres { get; init; }

    /// <summary>Whether news of films is wanted by mail. Default no. Mail about the account itself is always sent.</summary>
    public bool? Notifications { get; init; }

    internal static SettingsRequest Of(AccountSettings settings) => new()
    {
        Language = settings.Language,
        PreferredGenres = settings.PreferredGenres,
        Notifications = settings.Notifications,
    };

    internal AccountSettings ApplyTo(AccountSettings settings) => settings with
    {
        Language = Language is null ? settings.Language : LanguageTag.Canonicalize(Language),
        PreferredGenres = PreferredGenres is null
            ? settings.PreferredGenres
            : [.. PreferredGenres.Select(genre => genre.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)],
        Notifications = Notifications ?? settings.Notifications,
    };
}
