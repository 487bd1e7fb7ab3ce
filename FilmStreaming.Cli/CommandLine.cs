using System.Globalization;

namespace FilmStreaming.Cli;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It could not be done, or broke off; standard error says why, and how to go on.</summary>
    public const int Failed = 1;

    public const int Usage = 2;

    /// <summary>Done, but some rows were rejected; standard output has them.</summary>
    public const int Rejected = 3;
}

/// <summary>What cannot go on, in one line for the user.</summary>
internal sealed class CommandException(string message) : Exception(message);

/// <param name="Verb">What to do.</param>
/// <param name="File">The file to read or to write.</param>
/// <param name="Url">The public address of the API.</param>
/// <param name="Shape">The shape of the rows; null for films of this API.</param>
/// <param name="After">How many rows are skipped.</param>
internal sealed record CommandLine(string Verb, string File, Uri Url, string? Shape, int After)
{
    public const string Import = "import";
    public const string ImportUsers = "import-users";
    public const string Export = "export";
    public const string Restore = "restore";

    public const string Usage = """
        usage: dotnet run --project FilmStreaming.Cli -- import FILE [--shape vega] [--after ROW] [--url URL]
               dotnet run --project FilmStreaming.Cli -- import-users FILE [--after ROW] [--url URL]
               dotnet run --project FilmStreaming.Cli -- export FILE [--url URL]
               dotnet run --project FilmStreaming.Cli -- restore FILE [--after ROW] [--url URL]

        FILE is NDJSON, or a JSON array where its name ends with .json. The URL is http://localhost:8080 unless given.
        Signs in with FILMSTREAMING_EMAIL and FILMSTREAMING_PASSWORD, or uses the access token in FILMSTREAMING_TOKEN.
        Exit code: 0 done, 1 failed or broken off, 2 wrong usage, 3 done but some rows were rejected (they are on standard output).
        """;

    /// <returns>Null when it is not of that form.</returns>
    public static CommandLine? Parse(string[] args)
    {
        if (args is not [Import or ImportUsers or Export or Restore, var file, .. var options] || options.Length % 2 != 0)
            return null;
        var command = new CommandLine(args[0], file, new("http://localhost:8080"), null, 0);
        foreach (var option in options.Chunk(2))
        {
            switch (option)
            {
                case ["--url", var text] when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme.StartsWith("http", StringComparison.Ordinal):
                    command = command with { Url = url };
                    break;
                case ["--shape", var shape] when command.Verb == Import:
                    command = command with { Shape = shape };
                    break;
                case ["--after", var text] when command.Verb != Export && !command.IsArray
                    && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row):
                    command = command with { After = row };
                    break;
                default:
                    return null;
            }
        }

        return command;
    }

    /// <summary>Whether the file is one JSON array, whose rows cannot be counted without parsing it.</summary>
    public bool IsArray => File.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
