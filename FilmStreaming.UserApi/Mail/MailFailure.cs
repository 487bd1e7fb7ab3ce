using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.UserApi.Mail;

/// <summary>The mail server is away, or takes nothing now. The message of the server is left out: it may repeat an address.</summary>
internal sealed class MailUnavailableException(string reason, Exception inner)
    : Exception($"The mail server takes no mail now ({reason}: {inner.GetType().Name}).");

/// <summary>Has mail wait for its server for as long as it is away.</summary>
internal sealed class MailFailure : IDependencyFailure
{
    public string? DependencyOf(Exception exception) => exception is MailUnavailableException ? "mail" : null;
}
