using FilmStreaming.ServiceDefaults;

namespace FilmStreaming.UserApi.Playback;

/// <summary>Whose state with which film.</summary>
/// <param name="AccountId">Who is signed in.</param>
/// <param name="ProfileId">Who of the household watches.</param>
/// <param name="MovieId">The film.</param>
internal readonly record struct PlaybackKey(Guid AccountId, Guid ProfileId, Guid MovieId)
{
    /// <summary>The account's own profile, which has its id.</summary>
    public static PlaybackKey Of(Guid accountId, Guid movieId) => new(accountId, accountId, movieId);

    /// <summary>The id of the state.</summary>
    public Guid StateId => Derive(ProfileId, MovieId);

    /// <summary>The id of the play that a session becomes: the same, whoever works it out.</summary>
    public Guid PlayId(Guid sessionId) => Derive(StateId, sessionId);

    private static Guid Derive(Guid first, Guid second)
    {
        Span<byte> input = stackalloc byte[32];
        first.TryWriteBytes(input, bigEndian: true, out _);
        second.TryWriteBytes(input[16..], bigEndian: true, out _);
        return DigestId.Of(input);
    }
}
