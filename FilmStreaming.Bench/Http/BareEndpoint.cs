using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FilmStreaming.Bench.Http;

/// <summary>Kestrel and one endpoint that sends the bytes of a file: what ASP.NET Core itself costs.</summary>
internal static class BareEndpoint
{
    /// <summary>Begins the command line that runs it.</summary>
    public const string Command = "bare-endpoint";

    public static async Task<int> RunAsync(string file)
    {
        var body = await File.ReadAllBytesAsync(file);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        var app = builder.Build();
        app.MapGet("/v1/movies/{id}", async (HttpContext http) =>
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = body.Length;
            await http.Response.BodyWriter.WriteAsync(body);
        });
        await app.RunAsync();
        return 0;
    }
}
