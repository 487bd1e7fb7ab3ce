using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FilmStreaming.ServiceDefaults.Hosting;

/// <summary>
/// Keeps the host from logging a failed start with its stack trace. The exception reaches <see cref="ServiceHost"/>, which says
/// in one line what is wrong.
/// </summary>
internal sealed class StartupLog
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    private volatile bool _started;

    public static void AddTo(WebApplicationBuilder builder)
    {
        var log = new StartupLog();
        builder.Services.AddSingleton(log);
        builder.Logging.AddFilter(HostCategory, level => level >= LogLevel.Information && (level != LogLevel.Error || log._started));
    }

    public static void Watch(WebApplication app)
    {
        var log = app.Services.GetRequiredService<StartupLog>();
        app.Lifetime.ApplicationStarted.Register(() => log._started = true);
    }
}
