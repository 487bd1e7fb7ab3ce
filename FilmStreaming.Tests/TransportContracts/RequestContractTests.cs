using System.Diagnostics;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.TransportContracts;

/// <summary>What an asker and a responder can rely on, over every transport.</summary>
public abstract class RequestContractTests : TransportContract
{
    private static readonly RequestContract<MovieLookup, MovieLookupReply> Lookup =
        MovieRequests.Lookup with { Deadline = TimeSpan.FromSeconds(20) };

    private static readonly RequestContract<MovieLookup, MovieLookupReply> Impatient =
        MovieRequests.Lookup with { Deadline = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public async Task Ask_Responder_Answers()
    {
        await StartResponderAsync((lookup, _) => Task.FromResult(Found(lookup)));
        var asker = await Network.StartAsync();
        var movie = Guid.CreateVersion7();

        var reply = await asker.AskAsync(Lookup, new([movie]));

        Assert.Equal([new(movie, 7, "Sherlock Jr.", 1924)], reply.Movies);
    }

    [Fact]
    public async Task Ask_200AtOnce_EachGetsItsOwnAnswer()
    {
        await StartResponderAsync(async (lookup, _) =>
        {
            await Task.Yield();
            return Found(lookup);
        });
        var asker = await Network.StartAsync();
        Guid[] movies = [.. Enumerable.Range(0, 200).Select(_ => Guid.CreateVersion7())];

        var replies = await Task.WhenAll(movies.Select(movie => asker.AskAsync(Lookup, new([movie]))));

        Assert.Equal(movies, replies.Select(reply => Assert.Single(reply.Movies).MovieId));
    }

    [Fact]
    public async Task Ask_TwoReplicas_BothAnswer()
    {
        var (first, second) = (0, 0);
        await StartResponderAsync((lookup, _) =>
        {
            Interlocked.Increment(ref first);
            return Task.FromResult(Found(lookup));
        });
        await StartResponderAsync((lookup, _) =>
        {
            Interlocked.Increment(ref second);
            return Task.FromResult(Found(lookup));
        });
        var asker = await Network.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => asker.AskAsync(Lookup, new([Guid.CreateVersion7()]))));

        Assert.Equal(50, first + second);
        Assert.NotEqual(0, first);
        Assert.NotEqual(0, second);
    }

    [Fact]
    public async Task Ask_NoResponder_IsUnavailableBeforeTheDeadline()
    {
        var asker = await Network.StartAsync();

        var unavailable = await Assert.ThrowsAsync<RequestUnavailableException>(
            () => asker.AskAsync(Lookup with { Deadline = TimeSpan.FromMinutes(30) }, new([Guid.CreateVersion7()])));

        Assert.Equal("movie.lookup", unavailable.Request);
    }

    [Fact]
    public async Task Ask_ResponderHasStopped_IsUnavailableBeforeTheDeadline()
    {
        var responder = await StartResponderAsync((lookup, _) => Task.FromResult(Found(lookup)));
        var asker = await Network.StartAsync();
        await asker.AskAsync(Lookup, new([Guid.CreateVersion7()]));
        await responder.StopAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<RequestUnavailableException>(
            () => asker.AskAsync(Lookup with { Deadline = TimeSpan.FromMinutes(30) }, new([Guid.CreateVersion7()])));
    }

    [Fact]
    public async Task Ask_ResponderFails_IsUnavailable()
    {
        await StartResponderAsync((_, _) => throw new InvalidOperationException("its database is away"));
        var asker = await Network.StartAsync();

        var unavailable = await Assert.ThrowsAsync<RequestUnavailableException>(
            () => asker.AskAsync(Lookup, new([Guid.CreateVersion7()])));

        Assert.Equal("movie.lookup: the responder failed (InvalidOperationException)", unavailable.Message);
    }

    [Fact]
    public async Task Ask_AnswerComesLate_IsUnavailableAndTheNextAnswerIsItsOwn()
    {
        var release = new TaskCompletionSource();
        var asked = 0;
        await StartResponderAsync(async (lookup, _) =>
        {
            if (Interlocked.Increment(ref asked) == 1)
                await release.Task;
            return Found(lookup);
        });
        var asker = await Network.StartAsync();

        var unavailable = await Assert.ThrowsAsync<RequestUnavailableException>(
            () => asker.AskAsync(Impatient, new([Guid.CreateVersion7()])));
        release.SetResult();
        var movie = Guid.CreateVersion7();
        var reply = await asker.AskAsync(Lookup, new([movie]));

        Assert.Equal("movie.lookup: no answer within 0.3 s", unavailable.Message);
        Assert.Equal(movie, Assert.Single(reply.Movies).MovieId);
    }

    [Fact]
    public async Task Ask_AskerCancels_IsCancelled()
    {
        var begun = new TaskCompletionSource();
        await StartResponderAsync(async (lookup, cancellationToken) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return Found(lookup);
        });
        var asker = await Network.StartAsync();
        using var cancellation = new CancellationTokenSource();

        var asking = asker.AskAsync(Lookup with { Deadline = TimeSpan.FromSeconds(2) }, new([Guid.CreateVersion7()]), cancellation.Token);
        await begun.Task;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Ask_InATrace_IsAnsweredInThatTrace()
    {
        ActivityTraceId answered = default;
        await StartResponderAsync((lookup, _) =>
        {
            answered = Activity.Current!.TraceId;
            return Task.FromResult(Found(lookup));
        });
        var asker = await Network.StartAsync();
        using var trace = TestTrace.Start();

        await asker.AskAsync(Lookup, new([Guid.CreateVersion7()]));

        Assert.Equal(trace.Id, answered);
        var ask = Assert.Single(trace.Spans, span => span.Kind == ActivityKind.Producer);
        await Eventually.BeTrueAsync(
            "a span of the answer",
            () => trace.Spans.Any(span => span.Kind == ActivityKind.Consumer && span.ParentSpanId == ask.SpanId));
    }

    [Fact]
    public async Task Stop_AnswerIsBeingMade_WaitsForIt()
    {
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var responder = await StartResponderAsync(async (lookup, _) =>
        {
            begun.TrySetResult();
            await release.Task;
            return Found(lookup);
        });
        var asker = await Network.StartAsync();
        var movie = Guid.CreateVersion7();
        var asking = asker.AskAsync(Lookup, new([movie]));
        await begun.Task;

        var stopping = responder.StopAsync(TestContext.Current.CancellationToken);
        release.SetResult();
        await stopping;

        Assert.Equal(movie, Assert.Single((await asking).Movies).MovieId);
    }

    private static MovieLookupReply Found(MovieLookup lookup) => new([.. lookup.MovieIds.Select(id => new MovieSnapshot(id, 7, "Sherlock Jr.", 1924))]);

    private Task<WebApplication> StartResponderAsync(
        Func<MovieLookup, CancellationToken, Task<MovieLookupReply>> answer) =>
        Network.StartAsync(services => services
            .AddSingleton(answer)
            .AddRequestHandler<Responder, MovieLookup, MovieLookupReply>(MovieRequests.Lookup));

    private sealed class Responder(Func<MovieLookup, CancellationToken, Task<MovieLookupReply>> answer)
        : IRequestHandler<MovieLookup, MovieLookupReply>
    {
        public Task<MovieLookupReply> HandleAsync(MovieLookup request, CancellationToken cancellationToken) =>
            answer(request, cancellationToken);
    }
}

public sealed class InProcessRequestTests : RequestContractTests
{
    protected override string? Broker() => null;
}

public sealed class RabbitMqRequestTests : RequestContractTests
{
    protected override string? Broker() => RealServers.Require("messaging");
}
