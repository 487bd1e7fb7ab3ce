using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Erasure;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Mail;

internal static class MailRegistration
{
    private const string Subscription = "userapi.mail";
    private const string BulkSubscription = "userapi.bulk-mail";

    /// <summary>Sends mail by SMTP where a server is configured, else into the data folder.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>()
            .BindConfiguration(MailOptions.Section)
            .PostConfigure<IHostEnvironment>((options, environment) => options.AllowFiles ??= environment.IsDevelopment())
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton<IMailSender>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.Smtp.IsUsed
            ? ActivatorUtilities.CreateInstance<SmtpMailSender>(provider)
            : ActivatorUtilities.CreateInstance<FileMailSender>(provider));
        services.AddSingleton<IDependencyFailure, MailFailure>();
        services.AddSingleton<MailQueue>();
        services.AddSingleton<MailLimit>();
        services.AddSingleton<MailComposer>();
        services.AddHostedService<MailCleanup>();
        services.AddAccountData<MailErasure>();
        services.AddEventHandler<AccountMails, AccountCreation>(Subscription, UserEvents.AccountRegistered);
        services.AddEventHandler<AccountMails, AccountChange>(Subscription, UserEvents.AccountUpdated);
        services.AddEventHandler<MailDispatch, MailQueued>(Subscription, UserEvents.MailQueued);
        return services.AddEventHandler<MailDispatch, MailQueued>(BulkSubscription, UserEvents.BulkMailQueued);
    }
}
