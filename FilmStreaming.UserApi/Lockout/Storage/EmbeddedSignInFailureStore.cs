using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Lockout.Storage;

internal sealed class EmbeddedSignInFailureStore(EmbeddedDocuments<SignInFailures> documents) : SignInFailureStore(documents)
{
    private readonly EmbeddedDocuments<SignInFailures> _documents = documents;

    public override async Task<long> RemoveBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var removed = 0L;
        foreach (var failures in _documents.All.Where(failures => failures.Body.LastAt < time))
        {
            if (await _documents.DeleteAsync(failures.Id, cancellationToken))
                removed++;
        }

        return removed;
    }
}
