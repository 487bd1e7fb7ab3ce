using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace FilmStreaming.Tests.Infrastructure;

/// <summary>
/// Looks for secrets in what services tell: answers, logs and spans of the whole run. It knows every password and token that went through
/// the tests' clients, and what hashes, tokens and private keys look like.
/// </summary>
internal sealed partial class Disclosures
{
    /// <summary>Shorter words are no secrets: every log has them.</summary>
    private const int MinPassword = 12;

    private readonly ConcurrentDictionary<string, byte> _passwords = [];
    private readonly ConcurrentDictionary<string, byte> _tokens = [];

    // A token may be told before the answer that hands it out is read: so what could be one is kept until the end.
    private readonly ConcurrentDictionary<string, string> _told = [];
    private readonly ConcurrentQueue<string> _found = [];

    /// <summary>Of this run; <see cref="DisclosureScan"/> judges it when all tests are over.</summary>
    public static Disclosures OfTheRun { get; } = new();

    /// <summary>What was disclosed, and where; never the secret itself.</summary>
    public IReadOnlyList<string> Found =>
        [.. _found, .. _told.Where(word => _tokens.ContainsKey(word.Key)).Select(word => $"a token in {word.Value}")];

    /// <summary>Learns the secrets among the members of some JSON.</summary>
    /// <returns>The JSON without the values of these members.</returns>
    public string Learn(string json) => Member.Replace(json, member =>
    {
        var value = member.Groups["value"].Value;
        if (member.Groups["name"].Value.Contains("password", StringComparison.OrdinalIgnoreCase))
            LearnPassword(value);
        else
            LearnToken(value);
        return "";
    });

    public void LearnToken(string token)
    {
        foreach (Match word in Word.Matches(token))
            _tokens.TryAdd(word.Value, 0);
    }

    /// <summary>Something that others can read.</summary>
    public void Told(string where, string text)
    {
        if (Shape.Match(text) is { Success: true } shape)
            _found.Enqueue($"{shape.Value[..6]}... in {where}");
        if (_passwords.Keys.Any(password => text.Contains(password, StringComparison.Ordinal)))
            _found.Enqueue($"a password in {where}");
        foreach (Match word in Word.Matches(text))
            _told.TryAdd(word.Value, where);
    }

    private void LearnPassword(string password)
    {
        if (password.Length >= MinPassword && !password.All(char.IsAsciiLetter))
            _passwords.TryAdd(password, 0);
    }

    [GeneratedRegex("""
        "(?<name>password|currentPassword|newPassword|token|accessToken|refreshToken|ticket|sharedKey|uri|recoveryCode|recoveryCodes)"
        \s*:\s*(?:"(?<value>(?:[^"\\]|\\.)*)"|\[(?<value>[^\]]*)\])
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Member { get; }

    // A token, of which the parts of a JSON Web Token are told apart by dots; the key of an authenticator app; or a recovery code. Codes of
    // six digits are none: such numbers are everywhere, and good for nothing soon.
    [GeneratedRegex(@"[A-Za-z0-9_-]{40,}|(?<![\w-])(?:[A-Z2-7]{32}|(?:[A-Z2-7]{6}-){3}[A-Z2-7]{6})(?![\w-])")]
    private static partial Regex Word { get; }

    // A JSON Web Token, a hash of ASP.NET Core Identity, and private keys as PEM and as JWK.
    [GeneratedRegex("""eyJ[\w-]{20,}\.eyJ[\w-]{20,}\.|AQAAAA[A-Za-z0-9+/]{60,}|BEGIN [A-Z ]*PRIVATE KEY|"d"\s*:\s*"[\w-]{40,}""")]
    private static partial Regex Shape { get; }
}
