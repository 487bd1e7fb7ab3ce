using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.ProfileImages;

/// <summary>The pictures of accounts. An account shows the one that it names; a crash can leave others, until the account is erased.</summary>
internal interface IProfileImageStore
{
    Task AddAsync(Guid id, ProfileImage image, CancellationToken cancellationToken);

    Task<Document<ProfileImage>?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task RemoveAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Removes every picture of an account.</summary>
    Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}
