using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Films.Storage;

internal sealed class EmbeddedFilmStore(EmbeddedDocuments<Film> documents) : FilmStore(documents);
