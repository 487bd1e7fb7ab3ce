using System.Collections.Concurrent;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.Tests.UserApi;

/// <summary>Takes down the generated passwords in place of showing them.</summary>
internal sealed class RecordingAnnouncer : IAdministratorAnnouncer
{
    private readonly ConcurrentQueue<(string Email, string Password)> _announced = [];

    public IReadOnlyCollection<(string Email, string Password)> Announced => _announced;

    public Task AnnounceAsync(string email, string password)
    {
        _announced.Enqueue((email, password));
        return Task.CompletedTask;
    }
}
