namespace FilmStreaming.Bench;

/// <summary>Measures what has no counterpart to be compared with, and writes its own table.</summary>
internal interface IReport
{
    /// <param name="arguments">What follows the name on the command line.</param>
    /// <param name="output">Where the table goes.</param>
    /// <param name="cancellationToken">Ctrl+C.</param>
    /// <exception cref="MissingServerException">It needs a server that is not there.</exception>
    Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken);
}
