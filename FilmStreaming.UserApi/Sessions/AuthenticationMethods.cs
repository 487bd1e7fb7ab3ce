namespace FilmStreaming.UserApi.Sessions;

/// <summary>How somebody signed in, as access tokens say it in <c>amr</c> (RFC 8176).</summary>
internal static class AuthenticationMethods
{
    public static readonly IReadOnlyList<string> PasswordOnly = [Password];

    public static readonly IReadOnlyList<string> PasswordAndAuthenticator = [Password, OneTimePassword, MultiFactor];

    /// <summary>RFC 8176 has no name for a recovery code.</summary>
    public static readonly IReadOnlyList<string> PasswordAndRecoveryCode = [Password, MultiFactor];

    private const string Password = "pwd";
    private const string OneTimePassword = "otp";
    private const string MultiFactor = "mfa";

    /// <summary>Whether a second factor was among them.</summary>
    public static bool HasSecondFactor(IReadOnlyList<string> methods) => methods.Contains(MultiFactor);
}
