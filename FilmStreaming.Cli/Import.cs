using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace FilmStreaming.Cli;

/// <summary>Sends a file, and shows what becomes of its rows.</summary>
internal static class Import
{
    /// <exception cref="CommandException">It broke off.</exception>
    public static async Task<int> RunAsync(HttpClient client, CommandLine command, CancellationToken cancellationToken)
    {
        if (!File.Exists(command.File))
            throw new CommandException($"There is no file {command.File}.");
        var total = command.IsArray ? null : await RowFile.CountAsync(command.File, cancellationToken) - command.After;
        var progress = new Progress(Console.Error, total);
        var last = command.After;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, PathOf(command)) { Content = new RowFile(command.File, command.After) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(command.IsArray ? "application/json" : "application/x-ndjson");
            using var response = await client.RequestAsync(request, cancellationToken);
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
            while (await lines.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
            {
                var result = JsonElement.Parse(line);
                if (result.TryGetProperty("summary", out _))
                {
                    progress.End();
                    return progress.Rejected > 0 ? ExitCode.Rejected : ExitCode.Done;
                }

                last = command.After + result.GetProperty("row").GetInt32();
                if (progress.Add(result.GetProperty("status").GetString()!))
                    await Console.Out.WriteLineAsync(Rejection(last, result));
            }

            throw new CommandException("The answer ended early.");
        }
        catch (Exception e) when (e is CommandException or HttpRequestException or IOException or JsonException or OperationCanceledException)
        {
            progress.End();
            throw new CommandException(command.IsArray || last == 0 ? e.Message : $"{e.Message} Go on with --after {last}.");
        }
    }

    private static string PathOf(CommandLine command) => command switch
    {
        { Verb: CommandLine.ImportUsers } => "/v1/users/import",
        { Verb: CommandLine.Restore } => "/v1/movies/import/exported",
        { Shape: { } shape } => $"/v1/movies/import?shape={Uri.EscapeDataString(shape)}",
        _ => "/v1/movies/import",
    };

    private static string Rejection(int row, JsonElement result) => string.Create(
        CultureInfo.InvariantCulture, $"row {row}: {result.GetProperty("reason").GetString()}");
}
