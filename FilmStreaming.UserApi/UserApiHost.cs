using FilmStreaming.Messaging;
using FilmStreaming.Messaging.DeadLetters;
using FilmStreaming.Messaging.Revocation;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Documentation;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Accounts.Erasure;
using FilmStreaming.UserApi.Activities;
using FilmStreaming.UserApi.Administration;
using FilmStreaming.UserApi.Administration.Audit;
using FilmStreaming.UserApi.Administration.Import;
using FilmStreaming.UserApi.Auth;
using FilmStreaming.UserApi.Credentials;
using FilmStreaming.UserApi.Films;
using FilmStreaming.UserApi.Lists;
using FilmStreaming.UserApi.Lockout;
using FilmStreaming.UserApi.Mail;
using FilmStreaming.UserApi.Playback;
using FilmStreaming.UserApi.ProfileImages;
using FilmStreaming.UserApi.Sessions;
using FilmStreaming.UserApi.Tokens;
using FilmStreaming.UserApi.TwoFactor;
using FilmStreaming.UserApi.WatchHistory;

namespace FilmStreaming.UserApi;

/// <summary>Builds the service, alone or as one of several in a process.</summary>
public static class UserApiHost
{
    /// <param name="args">Command-line configuration.</param>
    /// <param name="configure">What the host of several services sets for this one, before anything reads the configuration.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(UserApiHost).Assembly.GetName().Name,
        });
        configure?.Invoke(builder);
        builder.AddServiceDefaults(ResourceNames.UserApi);
        builder.AddMessaging();
        builder.Services.AddSessionRevocation();
        builder.AddUserDatabase();
        builder.Services.AddApiDocumentation(UserExamples.Json).AddOpenApi(options => { });
        builder.Services.AddValidation();
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, UserJsonContext.Default));
        builder.Services.AddTokens();
        builder.Services.AddSessions();
        builder.Services.AddPasswords();
        builder.Services.AddLockout();
        builder.Services.AddTwoFactor();
        builder.Services.AddCredentials();
        builder.Services.AddMail();
        builder.Services.AddFilms();
        builder.Services.AddPlayback();
        builder.Services.AddHistory();
        builder.Services.AddLists();
        builder.Services.AddLastActivities();
        builder.Services.AddAdministration();
        builder.Services.AddFirstAdministrator();
        builder.Services.AddProfileImages();
        builder.Services.AddAccountDeletion();

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapDefaultEndpoints();
        app.MapApiDocumentation();
        app.MapKeys();
        app.MapAuth();
        app.MapSecondFactorSignIn();
        app.MapTwoFactor();
        app.MapRecovery();
        app.MapCredentials();
        app.MapRefresh();
        app.MapAccounts();
        app.MapProfile();
        app.MapProfileImages();
        app.MapSessions();
        app.MapHistory();
        app.MapPlayback();
        app.MapContinueWatching();
        app.MapLists();
        app.MapLastActivities();
        app.MapUsers();
        app.MapUserImport();
        app.MapAudit();
        app.MapFilmRebuild();
        app.MapDeadLetters(ResourceNames.UserApi);
        return app;
    }
}
