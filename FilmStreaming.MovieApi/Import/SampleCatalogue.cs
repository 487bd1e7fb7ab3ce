namespace FilmStreaming.MovieApi.Import;

/// <summary>The films that come with the service, for a first look at it.</summary>
internal static class SampleCatalogue
{
    private const string Resource = "public-domain-films.ndjson";

    public static Stream Open() => typeof(SampleCatalogue).Assembly.GetManifestResourceStream(Resource)
        ?? throw new InvalidOperationException($"The assembly lacks {Resource}.");
}
