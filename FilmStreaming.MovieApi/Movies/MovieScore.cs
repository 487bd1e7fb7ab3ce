using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>How films are weighed against each other.</summary>
internal static class MovieScore
{
    /// <summary>
    /// What a film is taken for until its audience has spoken: <see cref="PriorVotes"/> votes with this mean. A film with few votes
    /// stays near it, one with many has the mean of its own.
    /// </summary>
    public const double PriorMean = 6.5;

    /// <inheritdoc cref="PriorMean"/>
    public const int PriorVotes = 100;

    /// <summary>The Bayesian average of the votes, 0 to 10, with four decimals.</summary>
    public static double OfRating(AudienceRating? rating)
    {
        var votes = rating?.Votes ?? 0;
        return Math.Round((PriorMean * PriorVotes + (rating?.Average ?? 0) * votes) / (PriorVotes + (double)votes), 4);
    }

    /// <summary>
    /// How much a film is asked for: how many voted and how many play it lately, both in powers of two, times how the votes are. The only
    /// place that says so.
    /// </summary>
    /// <param name="rating">The votes.</param>
    /// <param name="plays">Its weight in <see cref="Trends.TrendWindow.Week"/>.</param>
    public static double OfPopularity(AudienceRating? rating, double plays = 0) =>
        Math.Round((Math.Log2(1 + (double)(rating?.Votes ?? 0)) + Math.Log2(1 + plays)) * OfRating(rating), 4);
}
