namespace FilmStreaming.AppHost;

internal static class MailServerParameters
{
    /// <summary>
    /// The mail server of a published User API, as parameters: without one nobody could verify an address or reset a password, so it does not
    /// start. A local run writes mails to files.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithMailServer(this IResourceBuilder<ProjectResource> userApi)
    {
        var builder = userApi.ApplicationBuilder;
        return !builder.ExecutionContext.IsPublishMode ? userApi : userApi
            .WithEnvironment("Mail__Smtp__Host", builder.AddParameter("smtp-host"))
            .WithEnvironment("Mail__Smtp__UserName", builder.AddParameter("smtp-user-name"))
            .WithEnvironment("Mail__Smtp__Password", builder.AddParameter("smtp-password", secret: true))
            .WithEnvironment("Mail__From", builder.AddParameter("mail-from"))
            .WithEnvironment("Mail__LinkBase", builder.AddParameter("mail-link-base"));
    }
}
