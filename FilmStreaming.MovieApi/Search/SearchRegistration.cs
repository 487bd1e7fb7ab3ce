using FilmStreaming.MovieApi.Search.Storage;
using FilmStreaming.MovieApi.Search.Suggestions;
using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Search;

internal static class SearchRegistration
{
    /// <summary>Registers what searches read, and what keeps it up with the films.</summary>
    public static DocumentDatabaseBuilder AddSearchStores(this DocumentDatabaseBuilder database)
    {
        database.Services.AddOptions<SearchOptions>().BindConfiguration(SearchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        database.Services.AddSingleton<VocabularyWriter>();
        return database
            .AddStore<VocabularyWord, IVocabularyStore, MongoVocabularyStore, EmbeddedVocabularyStore>(VocabularyCollection.Definition);
    }

    /// <summary>Registers searching and suggesting.</summary>
    public static WebApplicationBuilder AddSearch(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<QueryInterpreter>();
        builder.Services.AddSingleton<MovieSearch>();
        builder.Services.AddSingleton<Suggester>();
        return builder;
    }
}
