using System.ComponentModel.DataAnnotations;
using System.Net;
using FilmStreaming.ServiceDefaults.Hosting;
using Microsoft.Extensions.Configuration;

namespace FilmStreaming.AppHost.Standalone;

/// <summary>Where the standalone platform listens. Section <c>FilmStreaming</c>; 0 as a port is any free one.</summary>
internal sealed class StandaloneOptions : IValidatableObject
{
    public const string Section = "FilmStreaming";

    /// <summary>The address that the public door, the gateway, listens on: one of this machine's, or 0.0.0.0 for all.</summary>
    public string BindAddress { get; init; } = "127.0.0.1";

    [Range(0, 65535)]
    public int GatewayPort { get; init; } = 8080;

    /// <summary>On the loopback address only, as is <see cref="UserApiPort"/>.</summary>
    [Range(0, 65535)]
    public int MovieApiPort { get; init; } = 8081;

    [Range(0, 65535)]
    public int UserApiPort { get; init; } = 8082;

    /// <summary>Reads the environment, and the command line over it.</summary>
    /// <exception cref="StartupException">A setting is not of its form.</exception>
    public static (IConfiguration Configuration, StandaloneOptions Options) Read(string[] args)
    {
        try
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
            var options = configuration.GetSection(Section).Get<StandaloneOptions>() ?? new();
            Validator.ValidateObject(options, new(options), validateAllProperties: true);
            return (configuration, options);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ValidationException)
        {
            throw new StartupException(e.Message, e);
        }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(BindAddress, out _))
            yield return new($"{Section}:{nameof(BindAddress)} is not an IP address: {BindAddress}", [nameof(BindAddress)]);
    }
}
