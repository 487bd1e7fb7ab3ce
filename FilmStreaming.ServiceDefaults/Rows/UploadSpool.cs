using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;

namespace FilmStreaming.ServiceDefaults.Rows;

/// <summary>
/// Takes a body from the client as fast as it comes, into a temporary file, while the file is read from its beginning.
/// Many clients send the whole body before they read the answer: reading no faster than rows are written, the service would
/// wait for such a client to read, and the client for the service.
/// </summary>
internal sealed class UploadSpool : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly SemaphoreSlim _progress = new(0);
    private readonly CancellationTokenSource _stop;
    private readonly Task _filling;
    private long _filled;
    private long _read;
    private ExceptionDispatchInfo? _fault;
    private volatile bool _complete;

    /// <param name="body">What the client sends.</param>
    /// <param name="folder">Where the file is.</param>
    /// <param name="cancellationToken">The client went away.</param>
    /// <exception cref="BadHttpRequestException">There is no room for the file.</exception>
    public UploadSpool(Stream body, string folder, CancellationToken cancellationToken)
    {
        try
        {
            _file = Open(Path.Combine(folder, $"filmstreaming-{Path.GetRandomFileName()}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoRoom(e);
        }

        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _filling = FillAsync(body, _stop.Token);
    }

    /// <returns>How many bytes were read; 0 at the end.</returns>
    /// <exception cref="BadHttpRequestException">
    /// The body broke off, is too long, or there is no room for it; all that came before has been read.
    /// </exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            // In this order: what is complete grows no more.
            var complete = _complete;
            if (Volatile.Read(ref _filled) > _read)
                break;
            if (complete)
            {
                _fault?.Throw();
                return 0;
            }

            await _progress.WaitAsync(cancellationToken);
        }

        var count = await RandomAccess.ReadAsync(_file.SafeFileHandle, buffer, _read, cancellationToken);
        _read += count;
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _filling;
        _stop.Dispose();
        _progress.Dispose();
        await _file.DisposeAsync();
    }

    // Only its owner may read it, and it is nowhere to be found: what is left of a process that dies is nothing.
    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows())
        {
            options.Options |= FileOptions.DeleteOnClose;
            return new(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }

    private static BadHttpRequestException NoRoom(Exception cause) =>
        new("The service has no room to keep the body.", StatusCodes.Status507InsufficientStorage, cause);

    private async Task FillAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            int count;
            while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await KeepAsync(buffer.AsMemory(0, count), cancellationToken);
                Volatile.Write(ref _filled, _filled + count);
                _progress.Release();
            }
        }
        catch (Exception e)
        {
            // Whoever reads is told, once it has read what came before.
            _fault = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _complete = true;
            _progress.Release();
        }
    }

    private async Task KeepAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await RandomAccess.WriteAsync(_file.SafeFileHandle, bytes, _filled, cancellationToken);
        }
        catch (IOException e)
        {
            throw NoRoom(e);
        }
    }
}
