using FilmStreaming.Gateway;

await GatewayHost.Build(args).RunAsync();
