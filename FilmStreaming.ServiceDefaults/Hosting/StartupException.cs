namespace FilmStreaming.ServiceDefaults.Hosting;

/// <summary>
/// The service cannot start as it is set up. The message is one line for whoever started it: what is wrong, and which setting
/// mends it.
/// </summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
