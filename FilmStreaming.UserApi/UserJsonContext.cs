using System.Text.Json;
using System.Text.Json.Serialization;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
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

/// <summary>The JSON form of every body that this service reads, answers with, or stores.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(SignUpRequest))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(MailRequest))]
[JsonSerializable(typeof(VerifyEmailRequest))]
[JsonSerializable(typeof(ResetPasswordRequest))]
[JsonSerializable(typeof(ChangePasswordRequest))]
[JsonSerializable(typeof(ChangeEmailRequest))]
[JsonSerializable(typeof(TwoFactorResponse))]
[JsonSerializable(typeof(NewAuthenticatorResponse))]
[JsonSerializable(typeof(ConfirmAuthenticatorRequest))]
[JsonSerializable(typeof(RecoveryCodesResponse))]
[JsonSerializable(typeof(SecondFactorRequest))]
[JsonSerializable(typeof(SecondFactorSignInRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(Page<SessionResponse>))]
[JsonSerializable(typeof(AccountResponse))]
[JsonSerializable(typeof(AddPlayRequest))]
[JsonSerializable(typeof(PlayResponse))]
[JsonSerializable(typeof(Page<PlayResponse>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(PlaybackReportRequest))]
[JsonSerializable(typeof(BatchResponse))]
[JsonSerializable(typeof(PlaybackResponse))]
[JsonSerializable(typeof(Page<ContinueWatchingResponse>))]
[JsonSerializable(typeof(RatingRequest))]
[JsonSerializable(typeof(ListOrderRequest))]
[JsonSerializable(typeof(ListedFilmResponse))]
[JsonSerializable(typeof(Page<ListedFilmResponse>))]
[JsonSerializable(typeof(LastActivities))]
[JsonSerializable(typeof(RebuildResponse))]
[JsonSerializable(typeof(KeySetResponse))]
[JsonSerializable(typeof(DiscoveryResponse))]
[JsonSerializable(typeof(UserPatch))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(Page<UserResponse>))]
[JsonSerializable(typeof(Page<AuditResponse>))]
[JsonSerializable(typeof(UserImportRow))]
[JsonSerializable(typeof(UserImportResult))]
[JsonSerializable(typeof(UserImportEnd))]
[JsonSerializable(typeof(Document<Account>))]
[JsonSerializable(typeof(Document<SignInFailures>))]
[JsonSerializable(typeof(ProfileRequest))]
[JsonSerializable(typeof(SettingsRequest))]
[JsonSerializable(typeof(SettingsResponse))]
[JsonSerializable(typeof(ImageUrls))]
[JsonSerializable(typeof(Document<Erasure>))]
[JsonSerializable(typeof(Document<ProfileImage>))]
[JsonSerializable(typeof(Document<QueuedMail>))]
[JsonSerializable(typeof(Document<MailCount>))]
[JsonSerializable(typeof(Document<Roster>))]
[JsonSerializable(typeof(Document<AuditEntry>))]
[JsonSerializable(typeof(Document<Session>))]
[JsonSerializable(typeof(Document<SigningKey>))]
[JsonSerializable(typeof(Document<Play>))]
[JsonSerializable(typeof(Document<ForgottenHistory>))]
[JsonSerializable(typeof(Document<WatchState>))]
[JsonSerializable(typeof(Document<PlaybackSessionOwner>))]
[JsonSerializable(typeof(Document<JournalPage>))]
[JsonSerializable(typeof(Document<ListEntry>))]
[JsonSerializable(typeof(Document<LastActivities>))]
[JsonSerializable(typeof(Document<Film>))]
internal sealed partial class UserJsonContext : JsonSerializerContext;
