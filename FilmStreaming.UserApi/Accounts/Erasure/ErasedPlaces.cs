using FilmStreaming.Messaging.Erasure;
using FilmStreaming.UserApi.ProfileImages;
using FilmStreaming.UserApi.WatchHistory;

namespace FilmStreaming.UserApi.Accounts.Erasure;

/// <summary>The account itself.</summary>
internal sealed class AccountRecord(IAccountStore accounts) : IAccountData
{
    public Task EraseAsync(Guid accountId, CancellationToken cancellationToken) => accounts.RemoveAsync(accountId, cancellationToken);
}

/// <summary>Its pictures.</summary>
internal sealed class AccountImages(IProfileImageStore images) : IAccountData
{
    public Task EraseAsync(Guid accountId, CancellationToken cancellationToken) => images.RemoveAllAsync(accountId, cancellationToken);
}

/// <summary>What it watched.</summary>
internal sealed class AccountPlays(IPlayStore plays) : IAccountData
{
    public Task EraseAsync(Guid accountId, CancellationToken cancellationToken) => plays.EraseAsync(accountId, cancellationToken);
}
