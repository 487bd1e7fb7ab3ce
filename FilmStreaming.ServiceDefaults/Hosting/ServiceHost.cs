using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace FilmStreaming.ServiceDefaults.Hosting;

/// <summary>Runs a program whose start may fail for reasons that its user can mend: one line on standard error, exit code 1.</summary>
public static class ServiceHost
{
    /// <summary>Builds a service and runs it until it is told to stop.</summary>
    /// <returns>The exit code of the process.</returns>
    public static Task<int> RunAsync(Func<WebApplication> build) => RunAsync(() => build().RunAsync());

    /// <inheritdoc cref="RunAsync(Func{WebApplication})"/>
    public static async Task<int> RunAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (OperationCanceledException)
        {
            // It was told to stop before it had started.
            return 0;
        }
        catch (Exception e) when (FaultOf(e) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return 1;
        }
    }

    /// <summary>What is wrong, in one line, or null when the exception is a fault of the program and deserves its stack trace.</summary>
    internal static string? FaultOf(Exception exception) => exception switch
    {
        StartupException => exception.Message,
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } =>
            (exception.InnerException ?? exception).Message,
        OptionsValidationException options => string.Join(" ", options.Failures),
        IOException { InnerException: AddressInUseException } => exception.Message,
        SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable } =>
            $"Cannot listen on the address that is set: {exception.Message}.",
        AggregateException { InnerExceptions: var inner } when inner.Select(FaultOf).ToList() is var faults && !faults.Contains(null) =>
            string.Join(" ", faults),
        _ => null,
    };
}
