namespace FilmStreaming.ServiceDefaults.Security;

/// <summary>Endpoint metadata: the <c>Content-Security-Policy</c> of its answers.</summary>
/// <param name="Value">The header's value.</param>
internal sealed record ContentSecurityPolicy(string Value)
{
    /// <summary>Answers are data: a browser that shows one loads nothing, runs nothing and frames nothing.</summary>
    public static readonly ContentSecurityPolicy Data = new(
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    /// <summary>A page that this host serves whole, with the inline script and styles that the documentation page starts from.</summary>
    public static readonly ContentSecurityPolicy Page = new(
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'");
}
