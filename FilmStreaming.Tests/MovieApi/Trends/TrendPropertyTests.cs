using CsCheck;
using FilmStreaming.MovieApi.Trends;

namespace FilmStreaming.Tests.MovieApi.Trends;

/// <summary>What a trend is made of, without a store.</summary>
public sealed class TrendPropertyTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<HourOfPlays[]> Hours =
        (from ago in Gen.Long[0, 2 * TrendWindow.KeptHours]
         from plays in Gen.Long[1, 1000]
         select new HourOfPlays(TrendWindow.HourOf(Now) - ago, plays))
        .Array[1, 30].Select(hours => hours.DistinctBy(hour => hour.Hour).ToArray());

    [Fact]
    public void Trend_OfHoursInAnyOrderAndAgain_IsTheSameToTheLastBit() =>
        Hours.SelectMany(hours => Gen.Shuffle(hours.Concat(hours).ToArray()), (hours, told) => (hours, told)).Sample(
            (hours, told) =>
            {
                var (expected, trend) = (TrendOf(hours), TrendOf(told));
                Assert.Equal((expected.Day, expected.Week, expected.ExpiresAt), (trend.Day, trend.Week, trend.ExpiresAt));
                Assert.Equal(expected.Hours, trend.Hours);
            },
            iter: 500);

    [Fact]
    public void Weight_IsThatOfEachPlayHalvedWithEachHalfLife() => Hours.Sample(
        hours =>
        {
            var trend = TrendOf(hours);
            foreach (var window in new[] { TrendWindow.Day, TrendWindow.Week })
            {
                var expected = trend.Hours.Sum(
                    hour => hour.Plays * Math.Pow(0.5, (double)(TrendWindow.HourOf(Now) - hour.Hour) / window.HalfLife));
                var weight = ForwardDecay.WeightAt(Now, window.ScoreOf(trend)!.Value, window);
                Assert.Equal(1, weight / expected, precision: 9);
            }
        },
        iter: 500);

    [Fact]
    public void Trend_WithoutItsPlays_HasNoScore()
    {
        var trend = MovieTrend.With(MovieTrend.With(null, 20_000, [new(480_003, 3)]), 20_000, []);

        Assert.Empty(trend.Hours);
        Assert.Null(trend.Day);
        Assert.Null(trend.Week);
    }

    [Fact]
    public void Order_OfTwoFilms_DoesNotChangeWithTime() => Gen.Select(Hours, Hours).Sample(
        (left, right) =>
        {
            var (l, r) = (TrendOf(left).Day!.Value, TrendOf(right).Day!.Value);
            foreach (var days in new[] { 0, 1, 30 })
            {
                var (leftWeight, rightWeight) = (
                    ForwardDecay.WeightAt(Now.AddDays(days), l, TrendWindow.Day), ForwardDecay.WeightAt(Now.AddDays(days), r, TrendWindow.Day));
                Assert.True(l <= r ? leftWeight <= rightWeight : leftWeight >= rightWeight);
            }
        },
        iter: 200);

    // A day is told whole, as often as one of its hours comes.
    private static MovieTrend TrendOf(IReadOnlyCollection<HourOfPlays> hours) => hours.Aggregate(
        (MovieTrend?)null,
        (trend, hour) => MovieTrend.With(trend, hour.Hour / 24, hours.Where(other => other.Hour / 24 == hour.Hour / 24).Distinct()))!;
}
