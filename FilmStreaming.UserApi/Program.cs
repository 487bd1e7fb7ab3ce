using FilmStreaming.UserApi;
using FilmStreaming.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(() => UserApiHost.Build(args));
