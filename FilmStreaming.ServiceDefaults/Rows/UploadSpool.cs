using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;

namespace FilmStreaming.ServiceDefaults.Rows;

/// <summary>
/// Takes a body from the client as fast as it comes, into a temporary file, while the file is read from its beginning.
/// Many clients send the whole body before they read the answer: reading no faster than rows are written, the service would
/// wait for such a client to read, and the client for the service.
/// </summary>
internal sealed class UploadSpool : IAsyncDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(
        Path.Combine(Path.GetTempPath(), $"filmstreaming-{Path.GetRandomFileName()}"),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    private readonly SemaphoreSlim _progress = new(0);
    private readonly CancellationTokenSource _stop;
    private readonly Task _filling;
    private long _filled;
    private long _read;
    private ExceptionDispatchInfo? _fault;
    private volatile bool _complete;

    public UploadSpool(Stream body, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _filling = FillAsync(body, _stop.Token);
    }

    /// <returns>How many bytes were read; 0 at the end.</returns>
    /// <exception cref="BadHttpRequestException">The body broke off or is too long; all that came before has been read.</exception>
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

        var count = await RandomAccess.ReadAsync(_file, buffer, _read, cancellationToken);
        _read += count;
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _filling;
        _stop.Dispose();
        _progress.Dispose();
        _file.Dispose();
    }

    private async Task FillAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            int count;
            while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await RandomAccess.WriteAsync(_file, buffer.AsMemory(0, count), _filled, cancellationToken);
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
}
