using FilmStreaming.UserApi.Playback;
using static FilmStreaming.Tests.UserApi.Playback.Reports;

namespace FilmStreaming.Tests.UserApi.Playback;

/// <summary>What follows from reports.</summary>
public sealed class WatchStateTests
{
    private static readonly Guid Phone = new("01900000-0000-7000-8000-000000000002");

    [Fact]
    public void Position_IsThatOfTheLatestReport_WhateverArrivesLater()
    {
        var state = StateOf(
            Of(0, PlaybackEvent.Start, 0), Of(3, PlaybackEvent.Progress, 30 * Minute), Of(1, PlaybackEvent.Progress, 10 * Minute));

        Assert.Equal(30 * Minute, state.Resume!.PositionMs);
    }

    [Fact]
    public void Position_OfALaterReportWithoutASeek_NeverMovesBackwards()
    {
        var state = StateOf(Of(1, PlaybackEvent.Progress, 40 * Minute), Of(2, PlaybackEvent.Progress, 20 * Minute));

        Assert.Equal(40 * Minute, state.Resume!.PositionMs);
    }

    [Fact]
    public void Position_AfterASeek_MovesBackwards_AlsoWhenTheSeekArrivesLast()
    {
        var state = StateOf(
            Of(1, PlaybackEvent.Progress, 40 * Minute), Of(3, PlaybackEvent.Progress, 20 * Minute), Of(2, PlaybackEvent.Seek, 19 * Minute));

        Assert.Equal(20 * Minute, state.Resume!.PositionMs);
    }

    [Fact]
    public void Resume_OfSeveralDevices_IsThatOfTheLatestSession_AndBothAreKept()
    {
        var state = StateOf(
            [.. Playing(Phone, Evening.AddHours(2), 20 * Minute, 30 * Minute), .. Playing(Session, Evening, 0, 50 * Minute)]);

        Assert.Equal((Phone, 30 * Minute), (state.Resume!.Id, state.Resume.PositionMs));
        Assert.Equal([Session, Phone], state.Sessions.Select(session => session.Id));
        Assert.All(state.Sessions, session => Assert.True(session.IsPlay(Rules)));
    }

    [Fact]
    public void Resume_OfASessionThatOnlyLookedIn_IsStillThatOfTheOneBefore()
    {
        var state = StateOf([.. Playing(Session, Evening, 0, 50 * Minute), .. Playing(Phone, Evening.AddHours(2), 0, Minute)]);

        Assert.Equal((Session, 50 * Minute), (state.Resume!.Id, state.Resume.PositionMs));
    }

    [Theory]
    [InlineData(5 * Minute - 1, false)]
    [InlineData(5 * Minute, true)]
    public void Resume_BelowFivePercent_IsNone(long positionMs, bool isThere) =>
        Assert.Equal(isThere, StateOf(Of(1, PlaybackEvent.Progress, positionMs)).Resume is not null);

    [Theory]
    [InlineData(90 * Minute - 1, 0)]
    [InlineData(90 * Minute, 1)]
    public void Film_PlayedToNinetyPercent_IsWatchedAndLeavesTheListToContinue(long toMs, int plays)
    {
        var state = StateOf(Playing(Session, Evening, 0, toMs));

        Assert.Equal(plays, state.Plays);
        Assert.Equal(plays == 0, state.ContinuedBy is not null);
    }

    [Fact]
    public void Film_PlayedToItsCreditsMarker_IsWatched()
    {
        var rules = Rules with { CreditsStartMs = 80 * Minute };

        Assert.Equal(1, StateOf([]).Add(Playing(Session, Evening, 0, 80 * Minute), rules).Plays);
        Assert.Equal(0, StateOf([]).Add(Playing(Session, Evening, 0, 80 * Minute - 1), rules).Plays);
    }

    [Fact]
    public void Film_WhoseEndWasJumpedTo_IsNotWatched_AndGoesOnThere()
    {
        var state = StateOf(
            Of(0, PlaybackEvent.Start, 0), Of(1, PlaybackEvent.Seek, 95 * Minute), Of(2, PlaybackEvent.Progress, 96 * Minute));

        Assert.Equal(0, state.Plays);
        Assert.Equal(96 * Minute, state.Resume!.PositionMs);
    }

    [Fact]
    public void Film_WatchedInPartsOnSeveralDevices_IsWatchedOnce()
    {
        var state = StateOf(
            [.. Playing(Session, Evening, 0, 50 * Minute), .. Playing(Phone, Evening.AddDays(1), 50 * Minute, 95 * Minute)]);

        Assert.Equal(1, state.Plays);
        Assert.Equal(Evening.AddDays(1).AddMinutes(45), state.WatchedAt);
        Assert.Null(state.Resume);
    }

    [Fact]
    public void Film_BegunAgain_IsStillWatched_AndCountsWhenItsEndIsReachedAgain()
    {
        var once = StateOf(Playing(Session, Evening, 0, 95 * Minute));

        var begun = once.Add(Playing(Phone, Evening.AddDays(1), 0, 30 * Minute), Rules);
        var twice = begun.Add([Of(9999, PlaybackEvent.Stop, 95 * Minute, Phone, Evening.AddDays(1).AddHours(2), 30 * Minute)], Rules);

        Assert.Equal((1, 30 * Minute), (begun.Plays, begun.Resume!.PositionMs));
        Assert.Equal(2, twice.Plays);
        Assert.Null(twice.Resume);
    }

    [Fact]
    public void Dismissed_Film_IsBackWhenItIsPlayedOn_OrPutBack()
    {
        var state = StateOf(Of(1, PlaybackEvent.Progress, 30 * Minute));

        var dismissed = state.Dismiss(Rules)!;

        Assert.Null(dismissed.ContinuedBy);
        Assert.NotNull(dismissed.Resume);
        Assert.Null(dismissed.Dismiss(Rules));
        Assert.Null(dismissed.Add([Of(0, PlaybackEvent.Start, 0)], Rules).ContinuedBy);
        Assert.NotNull(dismissed.Add([Of(2, PlaybackEvent.Progress, 31 * Minute)], Rules).ContinuedBy);
        Assert.NotNull(dismissed.Restore(Rules)!.ContinuedBy);
    }

    [Fact]
    public void Sessions_BeyondTheLimit_AreNoLongerKeptApart_AndStillCount()
    {
        var state = StateOf([]);
        for (var day = 0; day <= WatchState.MaxSessions; day++)
        {
            state = state.Add(
                [Of(1, PlaybackEvent.Stop, 95 * Minute, Guid.CreateVersion7(), Evening.AddDays(day), playedFromMs: 0)], Rules);
        }

        Assert.Equal(WatchState.MaxSessions, state.Sessions.Count);
        Assert.Equal(WatchState.MaxSessions + 1, state.Plays);
        Assert.Equal(Evening.AddDays(WatchState.MaxSessions), state.WatchedAt);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(0, Duration, 128)]
    [InlineData(Duration - 1, Duration, 1)]
    [InlineData(Duration / 2 - 1, Duration / 2 + 1, 2)]
    public void Coverage_OfAStretch_HasTheBucketsThatItTouches(long fromMs, long toMs, int buckets) =>
        Assert.Equal(buckets, Coverage.Count(Coverage.Of(fromMs, toMs, Duration)));
}
