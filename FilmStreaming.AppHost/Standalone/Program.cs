using System.Runtime.InteropServices;
using FilmStreaming.AppHost.Standalone;
using FilmStreaming.ServiceDefaults.Hosting;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await ServiceHost.RunAsync(RunAsync);

async Task RunAsync()
{
    try
    {
        await using var platform = await StandalonePlatform.StartAsync(args, stopping.Token);
        await StartupBanner.WriteAsync(Console.Out, platform);
        await platform.RunAsync(stopping.Token);
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        // Asked to stop while it started.
    }
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
