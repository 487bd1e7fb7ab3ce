using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.UserApi.Films;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.UserApi.Films;

public sealed class MovieLookupBatcherTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeRequests _requests = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_ManyAtOnce_IsFewRequestsAndEachGetsItsOwn()
    {
        var batcher = new MovieLookupBatcher(_requests, _time);
        Guid[] ids = [.. Enumerable.Range(0, 250).Select(_ => Guid.CreateVersion7())];

        var asking = ids.Select(id => batcher.AskAsync(id, Stop)).ToList();
        _time.Advance(Window);
        var found = await Task.WhenAll(asking);

        Assert.Equal(ids, found.Select(movie => movie!.MovieId));
        Assert.Equal([50, 100, 100], _requests.Asked.Select(lookup => lookup.MovieIds.Count).Order());
    }

    [Fact]
    public async Task Ask_TheSameTwice_IsAskedForOnce()
    {
        var batcher = new MovieLookupBatcher(_requests, _time);
        var id = Guid.CreateVersion7();

        var asking = Task.WhenAll(batcher.AskAsync(id, Stop), batcher.AskAsync(id, Stop));
        _time.Advance(Window);
        await asking;

        Assert.Equal([id], Assert.Single(_requests.Asked).MovieIds);
    }

    [Fact]
    public async Task Ask_OneGivesUp_TheOthersAreAnswered()
    {
        var batcher = new MovieLookupBatcher(_requests, _time);
        using var impatience = new CancellationTokenSource();
        var (one, other) = (batcher.AskAsync(Guid.CreateVersion7(), impatience.Token), batcher.AskAsync(Guid.CreateVersion7(), Stop));

        await impatience.CancelAsync();
        _time.Advance(Window);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.NotNull(await other);
    }

    [Fact]
    public async Task Ask_NobodyAnswers_FailsForAllAndIsAskedAnewTheNextTime()
    {
        var batcher = new MovieLookupBatcher(_requests, _time);
        _requests.IsAway = true;
        var (one, other) = (batcher.AskAsync(Guid.CreateVersion7(), Stop), batcher.AskAsync(Guid.CreateVersion7(), Stop));
        _time.Advance(Window);
        await Assert.ThrowsAsync<RequestUnavailableException>(() => one);
        await Assert.ThrowsAsync<RequestUnavailableException>(() => other);

        _requests.IsAway = false;
        var next = batcher.AskAsync(Guid.CreateVersion7(), Stop);
        _time.Advance(Window);

        Assert.NotNull(await next);
    }

    private sealed class FakeRequests : IRequestClient
    {
        private readonly Lock _lock = new();

        public List<MovieLookup> Asked { get; } = [];

        public bool IsAway { get; set; }

        public Task<TReply> AskAsync<TRequest, TReply>(
            RequestContract<TRequest, TReply> contract, TRequest request, CancellationToken cancellationToken)
        {
            if (IsAway)
                throw new RequestUnavailableException(contract.Name, "nobody answers it now");
            var lookup = (MovieLookup)(object)request!;
            lock (_lock)
                Asked.Add(lookup);
            var reply = new MovieLookupReply([.. lookup.MovieIds.Select(id => new MovieSnapshot(id, 1, "Greed"))]);
            return Task.FromResult((TReply)(object)reply);
        }
    }
}
