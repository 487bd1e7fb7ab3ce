using FilmStreaming.ServiceDefaults.Hosting;
using MimeKit;

namespace FilmStreaming.UserApi.Mail;

/// <summary>
/// Puts each mail as an <c>.eml</c> file into the folder <c>mails</c> of the data folder, for development. The files have tokens
/// in them, and are readable by their owner only.
/// </summary>
internal sealed class FileMailSender(DataFolder folder) : IMailSender, IMailConnection
{
    public const string FolderName = "mails";

    public Task<IMailConnection> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<IMailConnection>(this);

    public async Task<bool> SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateDirectory(Path.Combine(folder.FullPath, FolderName)).FullName;
        var path = Path.Combine(directory, message.MessageId!.Split('@')[0] + ".eml");
        var unfinished = path + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(unfinished, options))
            await message.WriteToAsync(file, cancellationToken);
        File.Move(unfinished, path, overwrite: true);
        return true;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
