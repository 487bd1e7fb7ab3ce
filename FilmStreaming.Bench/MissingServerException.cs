namespace FilmStreaming.Bench;

/// <summary>The scenario needs a server that no connection string names.</summary>
internal sealed class MissingServerException(string name)
    : Exception($"This scenario needs a real server: set ConnectionStrings__{name}, for example to amqp://guest:guest@localhost:5672.")
{
    /// <summary>The connection string of that name, from the environment.</summary>
    public static string Require(string name) =>
        Environment.GetEnvironmentVariable($"ConnectionStrings__{name}") is { Length: > 0 } value
            ? value
            : throw new MissingServerException(name);
}
