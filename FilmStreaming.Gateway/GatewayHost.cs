using FilmStreaming.Gateway.Routing;
using FilmStreaming.ServiceDefaults;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace FilmStreaming.Gateway;

/// <summary>Builds the service, alone or as one of several in a process.</summary>
public static class GatewayHost
{
    /// <param name="args">Command-line configuration.</param>
    /// <param name="configure">What the host of several services sets for this one, before anything reads the configuration.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(GatewayHost).Assembly.GetName().Name,
        });
        configure?.Invoke(builder);
        builder.AddServiceDefaults(ResourceNames.Gateway);
        builder.AddProxy();
        // The services judge tokens; here they only say whose limit a request counts against. With no keys at hand that is nobody's.
        builder.Services.PostConfigure<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme, bearer => bearer.Events.OnMessageReceived = _ => Task.CompletedTask);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapDefaultEndpoints();
        app.MapDocumentationPage();
        app.MapProxy();
        return app;
    }
}
