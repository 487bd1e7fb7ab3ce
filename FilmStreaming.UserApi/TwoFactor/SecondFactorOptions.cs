using System.ComponentModel.DataAnnotations;
using FilmStreaming.ServiceDefaults.Authentication;

namespace FilmStreaming.UserApi.TwoFactor;

/// <summary>Who needs a second factor, and how apps show it.</summary>
public sealed class SecondFactorOptions
{
    public const string Section = "SecondFactor";

    private const string Nobody = "nobody";

    private static readonly string[] Ranks = [Roles.Viewer, Roles.Editor, Roles.Administrator];

    /// <summary>
    /// The lowest role that is to be had with a second factor only: <c>viewer</c> (everybody needs one), <c>editor</c>,
    /// <c>administrator</c>, or <c>nobody</c>. Default <c>administrator</c>; in Development <c>nobody</c>.
    /// </summary>
    [AllowedValues(Nobody, Roles.Viewer, Roles.Editor, Roles.Administrator, ErrorMessage =
        Section + ":RequiredFor must be nobody, viewer, editor or administrator.")]
    public string? RequiredFor { get; set; }

    /// <summary>Whom authenticator apps name beside the codes: 1 to 50 characters without a colon. Default <c>FilmStreaming</c>.</summary>
    [Required]
    [RegularExpression("^[^:]{1,50}$", ErrorMessage = Section + ":Issuer must have 1 to 50 characters and no colon.")]
    public string Issuer { get; set; } = "FilmStreaming";

    /// <summary>Whether one of the roles is to be had with a second factor only.</summary>
    internal bool IsRequiredFor(IReadOnlyList<string> roles) =>
        RequiredFor != Nobody && roles.Any(role => Array.IndexOf(Ranks, role) >= Array.IndexOf(Ranks, RequiredFor));

    /// <summary>What an account that needs a second factor may do without: the highest role that is below, if any.</summary>
    internal IReadOnlyList<string> RolesWithout => RequiredFor == Roles.Viewer ? [] : [Ranks[Array.IndexOf(Ranks, RequiredFor) - 1]];

    // An administrator who is the first to use a new installation on their own machine is not kept from it.
    internal void SetDefault(bool isDevelopment) => RequiredFor ??= isDevelopment ? Nobody : Roles.Administrator;
}
