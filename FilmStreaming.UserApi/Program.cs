using FilmStreaming.ServiceDefaults.Hosting;
using FilmStreaming.UserApi;

return await ServiceHost.RunAsync(() => UserApiHost.Build(args));
