using System.Globalization;

namespace FilmStreaming.Cli;

/// <summary>Writes the catalogue to a file, which has its name only once it is complete.</summary>
internal static class Export
{
    /// <exception cref="CommandException">It broke off.</exception>
    public static async Task<int> RunAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        var films = 0;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/movies/export");
            using var response = await client.RequestAsync(request, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await using (var file = File.Create(part))
            {
                var buffer = new byte[64 * 1024];
                int count;
                while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    films += buffer.AsSpan(0, count).Count((byte)'\n');
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                }
            }

            File.Move(part, path, overwrite: true);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{films:N0} films are in {path}."));
            return ExitCode.Done;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            throw new CommandException($"The export broke off after {films.ToString("N0", CultureInfo.InvariantCulture)} films: {e.Message}");
        }
    }
}
