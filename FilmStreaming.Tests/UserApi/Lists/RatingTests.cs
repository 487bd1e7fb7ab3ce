using System.Collections.Concurrent;
using System.Net;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Lists;

public sealed class RatingTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Theory]
    [InlineData("""{"value":1}""", HttpStatusCode.Created)]
    [InlineData("""{"value":10}""", HttpStatusCode.Created)]
    [InlineData("""{"value":0}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"value":11}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"value":-1}""", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"value":7.5}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"value":"7"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"value":9223372036854775808}""", HttpStatusCode.BadRequest)]
    public async Task Rate_WithAValue_AcceptsOneToTenAndNamesWhatIsWrong(string json, HttpStatusCode expected)
    {
        var (viewer, film) = (await _api.NewViewerAsync(), _api.Catalogue.Add().MovieId);

        var answer = await RateAsync(_api, viewer, film, json);

        Assert.Equal(expected, answer.Status);
        if (expected == HttpStatusCode.BadRequest)
            Assert.True(answer.Json.GetProperty("errors").TryGetProperty("value", out _), answer.Body);
    }

    [Fact]
    public async Task Rating_GivenChangedRepeatedAndTakenBack_IsToldOncePerChangeInVersions()
    {
        using var folder = new TemporaryFolder();
        var inbox = new Inbox();
        await using var api = await TestUserApi.StartAsync(folder.FullPath, builder => builder.Services
            .AddSingleton(inbox).AddEventHandler<Inbox, RatingChange>("test.ratings", RatingEvents.Changed));
        var (viewer, film) = (await api.NewViewerAsync(), api.Catalogue.Add().MovieId);

        var statuses = new List<HttpStatusCode>();
        foreach (var value in new[] { 7, 7, 9 })
            statuses.Add((await RateAsync(api, viewer, film, $$"""{"value":{{value}}}""")).Status);
        Assert.Equal(9, (await api.GetAsync($"/v1/me/ratings/{film}", viewer.Token)).Json.GetProperty("value").GetInt32());
        foreach (var _ in Enumerable.Range(0, 2))
            await api.DeleteAsync($"/v1/me/ratings/{film}", viewer.Token);
        Assert.Equal(0, (await api.GetAsync("/v1/me/ratings", viewer.Token)).Json.GetProperty("items").GetArrayLength());
        statuses.Add((await RateAsync(api, viewer, film, """{"value":2}""")).Status);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Created], statuses);
        await Eventually.BeTrueAsync("the last change", () => inbox.Changes.Count == 4);
        var rater = RatingChange.RaterKeyOf(viewer.AccountId);
        Assert.NotEqual(viewer.AccountId, rater);
        Assert.Equal(
            [new(rater, film, 1, null, 7), new(rater, film, 2, 7, 9), new(rater, film, 3, 9, null), new(rater, film, 4, null, 2)],
            inbox.Changes.OrderBy(change => change.Version));
    }

    [Fact]
    public async Task Rating_ByManyRequestsAtOnce_MakesEachVersionOnce()
    {
        using var folder = new TemporaryFolder();
        var inbox = new Inbox();
        await using var api = await TestUserApi.StartAsync(folder.FullPath, builder => builder.Services
            .AddSingleton(inbox).AddEventHandler<Inbox, RatingChange>("test.ratings", RatingEvents.Changed));
        var (viewer, film) = (await api.NewViewerAsync(), api.Catalogue.Add().MovieId);

        await Task.WhenAll(Enumerable.Range(1, 10).Select(value => RateAsync(api, viewer, film, $$"""{"value":{{value}}}""")));

        await Eventually.BeTrueAsync("ten changes", () => inbox.Changes.Count == 10);
        var changes = inbox.Changes.OrderBy(change => change.Version).ToList();
        Assert.Equal(Enumerable.Range(1, 10).Select(version => (long)version), changes.Select(change => change.Version));
        Assert.Equal(changes.Select(change => change.NewValue).SkipLast(1), changes.Select(change => change.OldValue).Skip(1));
    }

    private static Task<Answer> RateAsync(TestUserApi api, SignedIn viewer, Guid film, string json) =>
        api.SendAsync(HttpMethod.Put, $"/v1/me/ratings/{film}", viewer.Token, json);

    private sealed class Inbox : IEventHandler<RatingChange>
    {
        public ConcurrentQueue<RatingChange> Changes { get; } = [];

        public Task HandleAsync(EventContext<RatingChange> context, CancellationToken cancellationToken)
        {
            Changes.Enqueue(context.Data);
            return Task.CompletedTask;
        }
    }
}
