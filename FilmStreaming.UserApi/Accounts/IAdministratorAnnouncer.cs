using FilmStreaming.ServiceDefaults.Hosting;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>
/// Gives the generated password of the first administrator to whoever started the service. It is called at most once in the
/// life of a database, and never writes to a log.
/// </summary>
public interface IAdministratorAnnouncer
{
    Task AnnounceAsync(string email, string password);
}

/// <summary>Prints the password, and keeps it in the data folder, for its owner only, until somebody deletes the file.</summary>
internal sealed class ConsoleAdministratorAnnouncer(DataFolder folder) : IAdministratorAnnouncer
{
    private const string FileName = "initial-administrator-password";

    public async Task AnnounceAsync(string email, string password)
    {
        var path = Path.Combine(folder.FullPath, FileName);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new StreamWriter(path, options))
            await file.WriteAsync(password);

        await Console.Out.WriteLineAsync(
            $"""

              The first administrator was created. This is shown once:
                e-mail:   {email}
                password: {password}
              The password is also in {path}
              until you delete that file.

            """);
    }
}
