using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace FilmStreaming.Storage.Idempotency;

/// <summary>
/// Lets clients repeat a POST of which they do not know how it ended. The key is the account's own, for one route and 24 hours;
/// it is kept in the service's database, so that it holds over restarts and on every replica.
/// </summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 255;

    /// <summary>Registers the collection of keys in this database.</summary>
    public static DocumentDatabaseBuilder AddIdempotencyKeys(this DocumentDatabaseBuilder database)
    {
        database.AddStore<IdempotencyRecord, IIdempotencyStore, MongoIdempotencyStore, EmbeddedIdempotencyStore>(IdempotencyCollection.Definition);
        database.Services.AddSingleton<IdempotencyKeys>();
        return database;
    }

    /// <summary>
    /// Takes the header on a route that asks for a token. Its handler gives what it makes the id of <see cref="NewResourceId"/>, and when
    /// that is taken, an earlier attempt has made it: then it answers as that would have.
    /// </summary>
    /// <typeparam name="TBody">The type of the body.</typeparam>
    public static RouteHandlerBuilder TakesIdempotencyKey<TBody>(this RouteHandlerBuilder route)
        where TBody : class => route
        .AddEndpointFilter<IdempotencyFilter<TBody>>()
        .AnswersProblems(ProblemTypes.IdempotencyKeyInUse, ProblemTypes.IdempotencyKeyReused)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = Header,
                In = ParameterLocation.Header,
                Description =
                    "Makes repeating the request safe for 24 hours: the same key and content get the first answer again, with "
                    + $"{ReplayedHeader}: true; another content is refused with 422, and a repetition while the first is at it with 409. "
                    + "Visible characters of ASCII.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = MaxLength },
            });
            return Task.CompletedTask;
        });

    /// <summary>The id for what this request makes: always the same for one key.</summary>
    public static Guid NewResourceId(this HttpContext http, DateTimeOffset now) =>
        http.Features.Get<NewResource>()?.Id ?? Guid.CreateVersion7(now);

    internal sealed record NewResource(Guid Id);
}
