using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.ServiceDefaults.Problems;

internal static class ProblemRegistration
{
    /// <summary>Answers every error with a problem document (RFC 9457), and reads JSON strictly, so that mistakes become errors.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        // The first writer that can write does; this one always can.
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ExceptionProblems>();
        // By default only Development throws, so that a malformed body would be answered differently there.
        services.PostConfigure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            var json = options.SerializerOptions;
            json.NumberHandling = JsonNumberHandling.Strict;
            json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.AllowDuplicateProperties = false;
            json.PropertyNameCaseInsensitive = false;
            json.MaxDepth = 32;
            json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        return services;
    }
}
