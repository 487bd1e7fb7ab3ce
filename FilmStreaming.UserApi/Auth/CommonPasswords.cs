using System.Collections.Frozen;
using System.Text;

namespace FilmStreaming.UserApi.Auth;

/// <summary>
/// The passwords that most people choose, and that guessing therefore begins with (NIST SP 800-63B, section 3.1.1.2). The list is
/// part of the program: no password is sent to anybody to be judged.
/// </summary>
internal static class CommonPasswords
{
    private const string Resource = "FilmStreaming.UserApi.Auth.common-passwords.txt";

    private static readonly Lazy<FrozenSet<string>> All = new(Read);

    /// <summary>Whether it is one of them, however it is written in upper and lower case.</summary>
    public static bool Contains(string password) => All.Value.Contains(Fold(password));

    /// <summary>Makes passwords that differ in case or in how characters are composed the same.</summary>
    public static string Fold(string text) => PasswordRule.Normalize(text).ToLowerInvariant();

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var passwords = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                passwords.Add(Fold(line));
        }

        return passwords.ToFrozenSet(StringComparer.Ordinal);
    }
}
