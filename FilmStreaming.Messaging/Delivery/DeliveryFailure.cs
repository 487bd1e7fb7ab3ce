using System.Security.Cryptography;
using System.Text;

namespace FilmStreaming.Messaging.Delivery;

/// <summary>Why a message could not be handled, short enough for a header.</summary>
/// <param name="Reason">The exception's type and message, at most 500 characters.</param>
/// <param name="StackHash">The same for all failures that come from the same place: 16 hexadecimal digits.</param>
public sealed record DeliveryFailure(string Reason, string StackHash)
{
    private const int MaxReason = 500;

    public static DeliveryFailure Of(Exception exception)
    {
        var reason = $"{exception.GetType().Name}: {exception.Message}".ReplaceLineEndings(" ");
        return new(reason.Length > MaxReason ? reason[..MaxReason] : reason, Hash(exception));
    }

    private static string Hash(Exception exception)
    {
        var stack = new StringBuilder();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            stack.Append(e.GetType().FullName).Append('\n');
            foreach (var line in (e.StackTrace ?? "").AsSpan().EnumerateLines())
            {
                // File names and line numbers differ from build to build of the same fault.
                var file = line.IndexOf(" in ");
                stack.Append(file < 0 ? line : line[..file]).Append('\n');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stack.ToString())).AsSpan(0, 8));
    }
}
