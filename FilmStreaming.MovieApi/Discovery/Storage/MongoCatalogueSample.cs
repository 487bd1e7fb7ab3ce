using FilmStreaming.MovieApi.Discovery.Planning;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage.Mongo;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Discovery.Storage;

/// <summary>Keeps a sample of the films in MongoDB, taken when it is first asked for and anew from time to time.</summary>
internal sealed partial class MongoCatalogueSample(
    MongoDocuments<Movie> documents, IOptions<DiscoveryOptions> options, TimeProvider time, ILogger<MongoCatalogueSample> logger)
    : BackgroundService
{
    private readonly SemaphoreSlim _first = new(1);
    private volatile CatalogueSample? _current;

    public async ValueTask<CatalogueSample> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is { } current)
            return current;
        await _first.WaitAsync(cancellationToken);
        try
        {
            return _current ?? await TakeAsync(cancellationToken);
        }
        finally
        {
            _first.Release();
        }
    }

    /// <summary>Takes the sample anew.</summary>
    public async Task<CatalogueSample> TakeAsync(CancellationToken cancellationToken)
    {
        var drawn = await documents.Collection
            .Aggregate(new AggregateOptions { MaxTime = options.Value.QueryTimeout })
            .Sample(options.Value.SampleSize)
            .Project<Drawn>(new BsonDocument("keys", "$body.keys"))
            .ToListAsync(cancellationToken);
        var size = await documents.Collection.EstimatedDocumentCountAsync(cancellationToken: cancellationToken);
        // A deleted film has no keys, and is in no list.
        var films = drawn.Where(film => film.Keys is not null).Select(film => new SampledFilm(film.Id, film.Keys!)).ToList();
        var sample = new CatalogueSample(films, drawn.Count == 0 ? 0 : size * films.Count / drawn.Count);
        _current = sample;
        return sample;
    }

    public override void Dispose()
    {
        _first.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SampleEvery, time);
        do
        {
            try
            {
                await TakeAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNoSample(e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The catalogue could not be sampled ({Reason}): queries are planned with the sample before.")]
    private partial void LogNoSample(string reason);

    private sealed record Drawn(Guid Id, MovieKeys? Keys);
}
