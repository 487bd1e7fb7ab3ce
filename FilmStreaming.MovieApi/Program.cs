using FilmStreaming.MovieApi;

await MovieApiHost.Build(args).RunAsync();
