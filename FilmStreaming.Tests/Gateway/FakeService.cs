using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FilmStreaming.Tests.Gateway;

/// <summary>A service behind the gateway that records what reaches it.</summary>
internal sealed class FakeService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeService(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>The requests that came, apart from health checks.</summary>
    public ConcurrentQueue<ReceivedRequest> Received { get; } = [];

    /// <param name="answer">Answers each request; default 200 with nothing.</param>
    public static async Task<FakeService> StartAsync(RequestDelegate? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = new FakeService(builder.Build());
        service._app.MapGet("/health/ready", () => Results.Ok());
        service._app.MapFallback("{**path}", async context =>
        {
            service.Received.Enqueue(new(
                context.Request.Method, context.Request.Path, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString())));
            await (answer ?? (_ => Task.CompletedTask))(context);
        });
        await service._app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal sealed record ReceivedRequest(string Method, string Path, Dictionary<string, string> Headers);
