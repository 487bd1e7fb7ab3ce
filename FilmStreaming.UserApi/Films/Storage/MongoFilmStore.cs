using FilmStreaming.Storage.Mongo;

namespace FilmStreaming.UserApi.Films.Storage;

internal sealed class MongoFilmStore(MongoDocuments<Film> documents) : FilmStore(documents);
