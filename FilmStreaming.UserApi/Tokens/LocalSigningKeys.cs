using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.UserApi.Tokens;

/// <summary>Validates this service's tokens with its own ring, where other services fetch the published keys.</summary>
internal sealed class LocalSigningKeys(SigningKeyRing ring) : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) =>
        (await ring.GetAsync(cancel)).Configuration;

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) => await GetConfigurationAsync(cancel);

    public override void RequestRefresh() => ring.RequestRefresh();
}
