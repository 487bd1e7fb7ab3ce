using FilmStreaming.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;

namespace FilmStreaming.Gateway.Routing;

/// <summary>Which public path is answered by which service. What is not in here is not public.</summary>
internal static class RouteTable
{
    /// <param name="options">The largest bodies of some routes; the others have the server's limit.</param>
    public static IReadOnlyList<RouteConfig> Routes(GatewayOptions options) =>
    [
        Route("/v1/movies/import/{**rest}", ResourceNames.MovieApi, options.MaxImportBytes),
        Route("/v1/movies/{**rest}", ResourceNames.MovieApi),
        Route("/v1/auth/{**rest}", ResourceNames.UserApi),
        Route("/v1/me/image", ResourceNames.UserApi, options.MaxImageBytes),
        Route("/v1/me/{**rest}", ResourceNames.UserApi),
        Route("/v1/images/{**rest}", ResourceNames.UserApi),
        Route("/v1/users/import", ResourceNames.UserApi, options.MaxImportBytes),
        Route("/v1/users/{**rest}", ResourceNames.UserApi),
        Route($"/v1/admin/{ResourceNames.UserApi}/{{**rest}}", ResourceNames.UserApi),
        Route($"/v1/admin/{ResourceNames.MovieApi}/{{**rest}}", ResourceNames.MovieApi),
        Route("/.well-known/{**rest}", ResourceNames.UserApi),
        Document("/openapi/movies.json", ResourceNames.MovieApi),
        Document("/openapi/users.json", ResourceNames.UserApi),
    ];

    private static RouteConfig Route(string path, string service, long? maxBodyBytes = null) => new()
    {
        RouteId = path,
        ClusterId = service,
        Match = new RouteMatch { Path = path },
        MaxRequestBodySize = maxBodyBytes,
    };

    private static RouteConfig Document(string path, string service) => Route(path, service) with
    {
        Match = new RouteMatch { Path = path, Methods = [HttpMethods.Get, HttpMethods.Head] },
        Transforms = [new Dictionary<string, string> { ["PathSet"] = "/openapi/v1.json" }],
    };
}
