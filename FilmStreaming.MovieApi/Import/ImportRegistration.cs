using FilmStreaming.MovieApi.Import.Writing;

namespace FilmStreaming.MovieApi.Import;

internal static class ImportRegistration
{
    /// <summary>Registers the import and its limits.</summary>
    public static WebApplicationBuilder AddImport(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ImportOptions>().BindConfiguration(ImportOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<BulkFilmWriter>();
        builder.Services.AddSingleton<CatalogueImport>();
        return builder;
    }
}
