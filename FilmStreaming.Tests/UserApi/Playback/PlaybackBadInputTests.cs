using System.Net;
using System.Text.Json.Nodes;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Playback;
using Microsoft.Extensions.DependencyInjection;
using static FilmStreaming.Tests.UserApi.Playback.Reports;

namespace FilmStreaming.Tests.UserApi.Playback;

public sealed class PlaybackBadInputTests(PlaybackFixture fixture) : IClassFixture<PlaybackFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Theory]
    [InlineData("positionMs", "-1")]
    [InlineData("positionMs", "6000001")]
    [InlineData("positionMs", "9223372036854775808")]
    [InlineData("positionMs", "1e999")]
    [InlineData("positionMs", "1.5")]
    [InlineData("positionMs", "\"NaN\"")]
    [InlineData("positionMs", "null")]
    [InlineData("durationMs", "0")]
    [InlineData("durationMs", "86400001")]
    [InlineData("sequence", "-1")]
    [InlineData("sequence", "9007199254740992")]
    [InlineData("sequence", "9223372036854775808")]
    [InlineData("sessionId", "\"mine\"")]
    [InlineData("sessionId", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("event", "\"Start\"")]
    [InlineData("event", "0")]
    [InlineData("clientTime", "\"2026-03-01T20:15:00\"")]
    [InlineData("clientTime", "\"yesterday\"")]
    [InlineData("clientTime", "7")]
    [InlineData("playedFromMs", "60001")]
    [InlineData("playedFromMs", "-1")]
    [InlineData("account", "\"x\"", "unknown")]
    public async Task Report_WithAWrongMember_NamesIt_AloneAndInABatch(string member, string value, string? named = null)
    {
        var player = fixture.NewPlayer();
        var report = JsonNode.Parse(player.Json("progress", Minute))!;
        report[member] = JsonNode.Parse(value);

        var problem = (await player.SendAsync(report.ToJsonString())).AssertProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Equal([named ?? member], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));

        problem = (await player.BatchAsync(report.ToJsonString())).AssertProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Equal([$"[0].{named ?? member}"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(404, (await player.StateAsync()).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Report_WithNaN_IsNoJson() => (await fixture.NewPlayer().SendAsync("""{"positionMs":NaN}"""))
        .AssertProblem(HttpStatusCode.BadRequest, "bad-request");

    [Fact]
    public async Task Report_WithoutMembers_NamesEach()
    {
        var problem = (await fixture.NewPlayer().SendAsync("{}")).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equivalent(
            new[] { "sessionId", "sequence", "event", "positionMs", "durationMs", "clientTime" },
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name),
            strict: true);
    }

    [Theory]
    [InlineData(0, 0L, 0L, 1L)]
    [InlineData(1, 9_007_199_254_740_991, 86_400_000L, 86_400_000L)]
    public async Task Report_AtTheEdgeOfTheLimits_IsTaken(int days, long sequence, long positionMs, long durationMs)
    {
        var player = fixture.NewPlayer();
        var report = JsonNode.Parse(player.Json("progress", 0))!;
        (report["sequence"], report["positionMs"], report["durationMs"]) = (sequence, positionMs, durationMs);
        report["clientTime"] = TimeProvider.System.GetStoredNow().AddDays(-days).AddMinutes(1);

        Assert.Equal(HttpStatusCode.Accepted, (await player.SendAsync(report.ToJsonString())).Status);
    }

    [Theory]
    [InlineData(2, false, false)]
    [InlineData(-2, false, false)]
    [InlineData(-29, true, true)]
    [InlineData(-31, true, false)]
    [InlineData(2, true, false)]
    public async Task Report_OfAClockThatIsDaysAway_IsTakenFromABatchOfThePast(int days, bool isBatch, bool isTaken)
    {
        var player = fixture.NewPlayer();
        var report = player.Json("progress", Minute, TimeProvider.System.GetStoredNow().AddDays(days));

        var answer = isBatch ? await player.BatchAsync(report) : await player.SendAsync(report);

        if (isTaken)
            Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        else
            Assert.Contains("clientTime", $"{answer.AssertProblem(HttpStatusCode.BadRequest, "validation").GetProperty("errors")}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OfAClockThatIsAhead_CountsAsNow()
    {
        var player = fixture.NewPlayer();

        await player.ReportAsync("progress", 30 * Minute, TimeProvider.System.GetStoredNow().AddHours(20));

        Assert.True((await player.StateAsync()).GetProperty("lastPlayedAt").GetDateTimeOffset() <= TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Batch_OfFiveHundred_IsTaken_AndOneMoreIsNot()
    {
        var player = fixture.NewPlayer();
        var reports = Enumerable.Range(0, 500).Select(_ => player.Json("progress", Minute)).ToList();

        Assert.Equal(500, (await player.BatchAsync(reports)).Json.GetProperty("accepted").GetInt32());
        (await player.BatchAsync([.. reports, player.Json("stop", Minute)])).AssertProblem(HttpStatusCode.BadRequest, "validation");
        (await player.BatchAsync()).AssertProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task Report_OfAnUnknownFilm_IsNotFound() =>
        (await new Player(_api, fixture.Viewer, Guid.CreateVersion7()).ReportAsync("start", 0))
            .AssertProblem(HttpStatusCode.NotFound, "movie-not-found");

    [Fact]
    public async Task Report_WithSomebodyElsesSession_IsAConflict_AndTouchesNeither()
    {
        var movie = _api.Catalogue.Add().MovieId;
        var owner = new Player(_api, fixture.Viewer, movie);
        await owner.ReportAsync("progress", 20 * Minute);
        var before = $"{await owner.StateAsync()}";
        var thief = new Player(_api, fixture.Other, movie, owner.Session);

        (await thief.ReportAsync("progress", 40 * Minute)).AssertProblem(HttpStatusCode.Conflict, "playback-session-taken");
        var mixed = await thief.BatchAsync(
            thief.Json("progress", 50 * Minute),
            thief.Json("progress", 10 * Minute).Replace($"{thief.Session}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal));

        Assert.Equal(
            ["urn:filmstreaming:problem:playback-session-taken", null],
            mixed.Json.GetProperty("reports").EnumerateArray().Select(report =>
                report.TryGetProperty("problem", out var problem) ? problem.GetProperty("type").GetString() : null));
        Assert.Equal(10 * Minute, (await thief.StateAsync()).GetProperty("resume").GetProperty("positionMs").GetInt64());
        Assert.Equal(before, $"{await owner.StateAsync()}");
    }

    [Fact]
    public async Task Report_OfMoreNewSessionsThanADayMayHave_IsTooMany_AndThoseThatAreKnownGoOn()
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(folder.FullPath, settings: ("Playback:MaxNewSessionsPerDay", "2"));
        var (viewer, movie) = (await api.NewViewerAsync(), api.Catalogue.Add().MovieId);
        var players = Enumerable.Range(0, 3).Select(_ => new Player(api, viewer, movie)).ToArray();

        var batch = await players[0].BatchAsync(players.Select(player => player.Json("progress", 10 * Minute)));
        Assert.Equal((2, 1), (batch.Json.GetProperty("accepted").GetInt32(), batch.Json.GetProperty("rejected").GetInt32()));
        Assert.Equal(429, batch.Json.GetProperty("reports")[2].GetProperty("problem").GetProperty("status").GetInt32());
        (await players[2].ReportAsync("progress", 20 * Minute)).AssertProblem(HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.Equal(HttpStatusCode.Accepted, (await players[1].ReportAsync("progress", 30 * Minute)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await new Player(api, await api.NewViewerAsync(), movie).ReportAsync("start", 0)).Status);

        // Another replica, which remembers nothing, knows them too.
        using var owners = ActivatorUtilities.CreateInstance<SessionOwners>(api.Services);
        var stranger = new SessionClaim(Guid.CreateVersion7(), viewer.AccountId);
        var refused = await owners.ClaimAsync(
            [.. players.Select(player => new SessionClaim(player.Session, viewer.AccountId)), stranger], TestContext.Current.CancellationToken);
        Assert.Equivalent(
            new Dictionary<SessionClaim, ClaimRefusal>
            {
                [new(players[2].Session, viewer.AccountId)] = ClaimRefusal.TooMany,
                [stranger] = ClaimRefusal.TooMany,
            },
            refused,
            strict: true);
    }

    [Fact]
    public async Task Report_AfterAGapInTheSequence_IsTaken_AndOneFromWithinItChangesNothing()
    {
        var player = fixture.NewPlayer();
        var (first, within) = (player.Json("progress", 10 * Minute), player.Json("progress", 15 * Minute));
        var later = JsonNode.Parse(player.Json("progress", 20 * Minute))!;
        later["sequence"] = 1_000_000;

        foreach (var report in new[] { first, later.ToJsonString(), within })
            Assert.Equal(HttpStatusCode.Accepted, (await player.SendAsync(report)).Status);

        Assert.Equal(20 * Minute, (await player.StateAsync()).GetProperty("resume").GetProperty("positionMs").GetInt64());
    }

    [Fact]
    public async Task Report_WhileTheCatalogueIsAway_IsUnavailableForFilmsThatNobodyKnowsHere()
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(folder.FullPath, hasCatalogue: false);

        (await new Player(api, await api.NewViewerAsync(), Guid.CreateVersion7()).ReportAsync("start", 0))
            .AssertProblem(HttpStatusCode.ServiceUnavailable, "dependency-unavailable");
    }
}
