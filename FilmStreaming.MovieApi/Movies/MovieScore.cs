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

    /// <summary>How much a film is asked for: how many voted, in powers of two, times how they did. The only place that says so.</summary>
    public static double OfPopularity(AudienceRating? rating) =>
        Math.Round(Math.Log2(1 + (double)(rating?.Votes ?? 0)) * OfRating(rating), 4);
}
