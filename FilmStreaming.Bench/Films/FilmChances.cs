namespace FilmStreaming.Bench.Films;

/// <summary>Draws from the distributions that catalogues have.</summary>
internal static class FilmChances
{
    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>An index below <paramref name="count"/>; the n-th is drawn in proportion to 1/n (Zipf's law).</summary>
    public static int Zipf(this Random random, int count) =>
        Math.Min((int)Math.Pow(count + 1, random.NextDouble()) - 1, count - 1);

    public static string Zipf(this Random random, string[] words) => words[random.Zipf(words.Length)];

    /// <summary>Normally distributed (Box and Muller).</summary>
    public static double Normal(this Random random, double mean, double deviation) =>
        mean + deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static T Weighted<T>(this Random random, (T Value, int Weight)[] choices)
    {
        var left = random.Next(choices.Sum(choice => choice.Weight));
        return choices.First(choice => (left -= choice.Weight) < 0).Value;
    }

    /// <summary>Several that differ; fewer when the same one is drawn again.</summary>
    public static string[] Several(this Random random, int draws, Func<Random, string> draw) =>
        [.. Enumerable.Range(0, draws).Select(_ => draw(random)).Distinct(StringComparer.OrdinalIgnoreCase)];
}
