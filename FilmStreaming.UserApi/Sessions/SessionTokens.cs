using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Tokens;
using FilmStreaming.UserApi.TwoFactor;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>Makes the answer that hands a session's tokens to its device.</summary>
internal sealed class SessionTokens(AccessTokenIssuer issuer, IOptions<SecondFactorOptions> secondFactor, TimeProvider time)
{
    /// <param name="account">
    /// Whose session it is. Its roles go into the access token, but for those that are to be had with a second factor only, in a session
    /// without.
    /// </param>
    /// <param name="signedIn">The session, with its refresh token.</param>
    /// <param name="cookieIn">Where the refresh token goes as a cookie; null puts it into the body.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TokenResponse> IssueAsync(
        Document<Account> account, SignedInSession signedIn, HttpResponse? cookieIn, CancellationToken cancellationToken)
    {
        var (session, refresh) = signedIn;
        var needsSecondFactor =
            !AuthenticationMethods.HasSecondFactor(session.Methods) && secondFactor.Value.IsRequiredFor(account.Body.Roles);
        var access = await issuer.IssueAsync(
            account.Id,
            refresh.SessionId,
            new(session.CreatedAt, session.Methods, needsSecondFactor),
            needsSecondFactor ? secondFactor.Value.RolesWithout : account.Body.Roles,
            cancellationToken);
        if (cookieIn is not null)
            RefreshCookie.Write(cookieIn, refresh, session.ExpiresAt);
        return new(
            access.Value,
            "Bearer",
            (int)access.Lifetime.TotalSeconds,
            account.Id,
            refresh.SessionId,
            cookieIn is null ? refresh.Value : null,
            (int)(session.ExpiresAt - time.GetStoredNow()).TotalSeconds,
            needsSecondFactor);
    }
}
