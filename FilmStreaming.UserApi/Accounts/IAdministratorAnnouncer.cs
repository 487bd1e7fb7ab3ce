namespace FilmStreaming.UserApi.Accounts;

/// <summary>
/// Shows the generated password of the first administrator to whoever started the service. It is called at most once in the
/// life of a database, and never writes to a log.
/// </summary>
public interface IAdministratorAnnouncer
{
    Task AnnounceAsync(string email, string password);
}

internal sealed class ConsoleAdministratorAnnouncer : IAdministratorAnnouncer
{
    public Task AnnounceAsync(string email, string password) => Console.Out.WriteLineAsync(
        $"""

          The first administrator was created. This is shown once:
            e-mail:   {email}
            password: {password}

        """);
}
