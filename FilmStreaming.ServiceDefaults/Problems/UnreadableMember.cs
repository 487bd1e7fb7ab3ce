using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace FilmStreaming.ServiceDefaults.Problems;

/// <summary>Finds what in a request could not be read: a member of the body, or a parameter. Nothing of the exception's text is kept.</summary>
internal static partial class UnreadableMember
{
    /// <summary>A path is text of the client; this much of it is given back.</summary>
    private const int MaxLength = 200;

    /// <returns>The member as <c>errors</c> name it, for example <c>cast[0].actor</c>; null when the request as a whole is at fault.</returns>
    public static string? Of(BadHttpRequestException exception) => exception.InnerException switch
    {
        JsonException { Path: { } path } => MemberOf(path),
        _ when Parameter().Match(exception.Message) is { Success: true } match => JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value),
        _ => null,
    };

    // "$.cast[0].actor", or "$['$where']" where a name has other characters than letters and digits.
    private static string? MemberOf(string path)
    {
        var member = Quoted().Replace(path, ".$1").TrimStart('$').TrimStart('.');
        return member.Length switch
        {
            0 => null,
            > MaxLength => member[..MaxLength],
            _ => member,
        };
    }

    [GeneratedRegex(@"\['(.*?)'\]", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    // The framework says which parameter it was in its message only; a test holds it to that.
    [GeneratedRegex("""^(Failed to bind parameter "[^"]* (?<name>[^" ]+)" from "|Required parameter "[^"]* (?<name>[^" ]+)" was not provided from (?!body))""")]
    private static partial Regex Parameter();
}
