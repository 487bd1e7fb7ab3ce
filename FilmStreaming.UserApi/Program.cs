using FilmStreaming.UserApi;

await UserApiHost.Build(args).RunAsync();
