using FilmStreaming.Cli;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

if (CommandLine.Parse(args) is not { } command)
{
    await Console.Error.WriteLineAsync(CommandLine.Usage);
    return ExitCode.Usage;
}

try
{
    using var client = await ApiClient.ConnectAsync(command.Url, stop.Token);
    return command.Verb == CommandLine.Export
        ? await Export.RunAsync(client, command.File, stop.Token)
        : await Import.RunAsync(client, command, stop.Token);
}
catch (CommandException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return ExitCode.Failed;
}
