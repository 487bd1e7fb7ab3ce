using FilmStreaming.ServiceDefaults;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Accounts.Erasure;
using FilmStreaming.UserApi.Accounts.Erasure.Storage;
using FilmStreaming.UserApi.Accounts.Storage;
using FilmStreaming.UserApi.Activities;
using FilmStreaming.UserApi.Activities.Storage;
using FilmStreaming.UserApi.Administration;
using FilmStreaming.UserApi.Administration.Audit;
using FilmStreaming.UserApi.Administration.Audit.Storage;
using FilmStreaming.UserApi.Administration.Storage;
using FilmStreaming.UserApi.Films;
using FilmStreaming.UserApi.Films.Storage;
using FilmStreaming.UserApi.Lists;
using FilmStreaming.UserApi.Lists.Storage;
using FilmStreaming.UserApi.Lockout;
using FilmStreaming.UserApi.Lockout.Storage;
using FilmStreaming.UserApi.Mail;
using FilmStreaming.UserApi.Mail.Storage;
using FilmStreaming.UserApi.Playback;
using FilmStreaming.UserApi.Playback.Storage;
using FilmStreaming.UserApi.ProfileImages;
using FilmStreaming.UserApi.ProfileImages.Storage;
using FilmStreaming.UserApi.Sessions;
using FilmStreaming.UserApi.Sessions.Storage;
using FilmStreaming.UserApi.Tokens;
using FilmStreaming.UserApi.Tokens.Storage;
using FilmStreaming.UserApi.WatchHistory;
using FilmStreaming.UserApi.WatchHistory.Storage;

namespace FilmStreaming.UserApi;

/// <summary>The service's collections.</summary>
internal static class UserDatabase
{
    public static WebApplicationBuilder AddUserDatabase(this WebApplicationBuilder builder)
    {
        builder.AddDocumentDatabase(ResourceNames.UserDb).AddUserStores();
        return builder;
    }

    public static DocumentDatabaseBuilder AddUserStores(this DocumentDatabaseBuilder database) => database
        .AddStore<Account, IAccountStore, MongoAccountStore, EmbeddedAccountStore>(AccountStore.Definition)
        .AddStore<SignInFailures, ISignInFailureStore, MongoSignInFailureStore, EmbeddedSignInFailureStore>(SignInFailureStore.Definition)
        .AddStore<Erasure, IErasureStore, MongoErasureStore, EmbeddedErasureStore>(ErasureStore.Definition)
        .AddStore<ProfileImage, IProfileImageStore, MongoProfileImageStore, EmbeddedProfileImageStore>(ProfileImageStore.Definition)
        .AddStore<QueuedMail, IMailStore, MongoMailStore, EmbeddedMailStore>(MailStore.Definition)
        .AddStore<MailCount, IMailCountStore, MongoMailCountStore, EmbeddedMailCountStore>(MailCountStore.Definition)
        .AddStore<Roster, IRosterStore, MongoRosterStore, EmbeddedRosterStore>(RosterStore.Definition)
        .AddStore<AuditEntry, IAuditStore, MongoAuditStore, EmbeddedAuditStore>(AuditStore.Definition)
        .AddStore<Session, ISessionStore, MongoSessionStore, EmbeddedSessionStore>(SessionStore.Definition)
        .AddStore<SigningKey, ISigningKeyStore, MongoSigningKeyStore, EmbeddedSigningKeyStore>(SigningKeyStore.Definition)
        .AddStore<Play, IPlayStore, MongoPlayStore, EmbeddedPlayStore>(PlayStore.Definition)
        .AddStore<ForgottenHistory, IForgottenHistoryStore, MongoForgottenHistoryStore, EmbeddedForgottenHistoryStore>(
            ForgottenHistoryStore.Definition)
        .AddStore<WatchState, IWatchStateStore, MongoWatchStateStore, EmbeddedWatchStateStore>(WatchStateStore.Definition)
        .AddStore<PlaybackSessionOwner, IPlaybackSessionStore, MongoPlaybackSessionStore, EmbeddedPlaybackSessionStore>(
            PlaybackSessionStore.Definition)
        .AddStore<JournalPage, IReportJournal, MongoReportJournal, EmbeddedReportJournal>(ReportJournal.Definition)
        .AddStore<ListEntry, IListStore, MongoListStore, EmbeddedListStore>(ListStore.Definition)
        .AddStore<LastActivities, ILastActivityStore, MongoLastActivityStore, EmbeddedLastActivityStore>(LastActivityStore.Definition)
        .AddStore<Film, IFilmStore, MongoFilmStore, EmbeddedFilmStore>(FilmStore.Definition);
}
