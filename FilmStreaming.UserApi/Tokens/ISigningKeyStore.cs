namespace FilmStreaming.UserApi.Tokens;

/// <summary>The signing keys that all replicas share.</summary>
internal interface ISigningKeyStore
{
    /// <summary>All keys, oldest generation first.</summary>
    Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellationToken);

    /// <returns>False when another replica has added this generation; nothing is written then.</returns>
    Task<bool> TryAddAsync(SigningKey key, CancellationToken cancellationToken);

    /// <summary>Removes the key of this generation; that another replica has done so is no error.</summary>
    Task RemoveAsync(int generation, CancellationToken cancellationToken);
}
