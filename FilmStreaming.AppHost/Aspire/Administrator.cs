namespace FilmStreaming.AppHost;

/// <summary>The parameters of the account that gives the others their roles.</summary>
internal sealed record Administrator(IResourceBuilder<ParameterResource> Email, IResourceBuilder<ParameterResource> Password);

internal static class AdministratorParameters
{
    private const string EmailName = "administrator-email";

    /// <summary>The password is generated once and kept with the other secrets of the AppHost, as those of the servers are.</summary>
    public static Administrator AddAdministrator(this IDistributedApplicationBuilder builder) => new(
        // A parameter with a constant value would not ask the configuration.
        builder.AddParameter(
            EmailName,
            () => builder.Configuration[$"Parameters:{EmailName}"] ?? "admin@filmstreaming.local",
            publishValueAsDefault: true),
        builder.AddParameter("administrator-password", new GenerateParameterDefault(), secret: true, persist: true));

    public static IResourceBuilder<ProjectResource> WithAdministrator(
        this IResourceBuilder<ProjectResource> userApi, Administrator administrator) =>
        userApi
            .WithEnvironment("FilmStreaming__Administrator__Email", administrator.Email)
            .WithEnvironment("FilmStreaming__Administrator__Password", administrator.Password);
}
