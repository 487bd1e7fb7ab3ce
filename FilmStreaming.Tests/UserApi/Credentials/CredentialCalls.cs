using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.UserApi.Credentials;

/// <summary>The calls that change what an account signs in with.</summary>
internal static class CredentialCalls
{
    public const string NewPassword = "a quite different passphrase";

    public static Task<Answer> VerifyEmailAsync(this TestUserApi api, string token, string password = TestUserApi.Password) =>
        api.PostAsync("/v1/auth/verify-email", $$"""{"token":"{{token}}","password":"{{password}}"}""");

    public static Task<Answer> ResendVerificationAsync(this TestUserApi api, string email) =>
        api.PostAsync("/v1/auth/verify-email/resend", $$"""{"email":"{{email}}"}""");

    public static Task<Answer> ForgotPasswordAsync(this TestUserApi api, string email) =>
        api.PostAsync("/v1/auth/forgot-password", $$"""{"email":"{{email}}"}""");

    public static Task<Answer> ResetPasswordAsync(this TestUserApi api, string token, string password = NewPassword) =>
        api.PostAsync("/v1/auth/reset-password", $$"""{"token":"{{token}}","password":"{{password}}"}""");

    public static Task<Answer> ChangePasswordAsync(
        this TestUserApi api, SignedIn viewer, string current = TestUserApi.Password, string password = NewPassword) =>
        api.PostAsync("/v1/me/password", $$"""{"currentPassword":"{{current}}","newPassword":"{{password}}"}""", viewer.Token);

    public static Task<Answer> ChangeEmailAsync(
        this TestUserApi api, SignedIn viewer, string email, string password = TestUserApi.Password) =>
        api.PostAsync("/v1/me/email", $$"""{"email":"{{email}}","password":"{{password}}"}""", viewer.Token);
}
