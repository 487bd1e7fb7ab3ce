using Microsoft.Extensions.Configuration;

namespace FilmStreaming.ServiceDefaults.Hosting;

/// <summary>Where the embedded forms store what they hold. Created when it is first asked for.</summary>
public sealed class DataFolder
{
    /// <summary>The setting; default <c>.data</c> below the current directory.</summary>
    public const string Setting = "FilmStreaming:DataFolder";

    private readonly Lazy<string> _path;

    public DataFolder(IConfiguration configuration)
    {
        var configured = configuration[Setting];
        _path = new(() => Create(Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? ".data" : configured)));
    }

    /// <summary>The absolute path of an existing folder that can be written to.</summary>
    /// <exception cref="StartupException">It cannot be created or written to.</exception>
    public string FullPath => _path.Value;

    private static string Create(string path)
    {
        try
        {
            // It holds keys and password hashes: nobody but the owner reads it.
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using var probe = new FileStream(
                Path.Combine(path, Path.GetRandomFileName()),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StartupException($"The data folder {path} cannot be written to ({e.Message}). Set {Setting} to another folder.", e);
        }
    }
}
