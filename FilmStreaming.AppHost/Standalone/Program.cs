using System.Runtime.InteropServices;
using FilmStreaming.AppHost.Standalone;
using FilmStreaming.ServiceDefaults.Hosting;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    await using var platform = await StandalonePlatform.StartAsync(args, stopping.Token);
    await StartupBanner.WriteAsync(Console.Out, platform);
    await platform.Ended.WaitAsync(stopping.Token);
    return 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 0;
}
catch (StartupException e)
{
    await Console.Error.WriteLineAsync($"FilmStreaming cannot start. {e.Message}");
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
