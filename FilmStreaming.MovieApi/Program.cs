using FilmStreaming.MovieApi;
using FilmStreaming.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(() => MovieApiHost.Build(args));
