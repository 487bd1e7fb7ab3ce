using FilmStreaming.Gateway;
using FilmStreaming.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(() => GatewayHost.Build(args));
