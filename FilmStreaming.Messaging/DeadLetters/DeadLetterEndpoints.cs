using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using FilmStreaming.Messaging.Events;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FilmStreaming.Messaging.DeadLetters;

/// <summary>
/// For administrators: the events that a service gave up. The texts are attributes, because the OpenAPI document of a service takes
/// doc comments of other projects from public members only.
/// </summary>
public static class DeadLetterEndpoints
{
    private const string SubscriptionText = "For example `userapi.films`.";
    private const string IdText = "The id of the event; of what has none, one made of its content.";
    private const string NotFoundText =
        "404 is `subscription-not-found`, or `dead-letter-not-found` where the event is not among the oldest 1,000.";

    /// <summary>Maps <c>/v1/admin/{service}/dead-letters</c>, for the subscriptions of this service.</summary>
    /// <param name="routes">The service's routes.</param>
    /// <param name="service">The service's resource name.</param>
    public static void MapDeadLetters(this IEndpointRouteBuilder routes, string service)
    {
        var group = routes.MapGroup($"/v1/admin/{service}/dead-letters")
            .WithTags("Dead letters")
            .RequireAuthorization(Policies.Administrator);

        group.MapGet("/", CountDeadLetters).WithName(nameof(CountDeadLetters));
        var subscription = group.MapGroup("/{subscription}").AnswersProblems(ProblemTypes.SubscriptionNotFound);
        subscription.MapGet("/", ListDeadLetters).WithName(nameof(ListDeadLetters));
        subscription.MapPost("/replay", ReplayDeadLetters).WithName(nameof(ReplayDeadLetters));
        subscription.MapGet("/{id}", GetDeadLetter).WithName(nameof(GetDeadLetter)).AnswersProblems(ProblemTypes.DeadLetterNotFound);
        subscription.MapPost("/{id}/replay", ReplayDeadLetter).WithName(nameof(ReplayDeadLetter)).AnswersProblems(ProblemTypes.DeadLetterNotFound);
        subscription.MapDelete("/{id}", DiscardDeadLetter).WithName(nameof(DiscardDeadLetter)).AnswersProblems(ProblemTypes.DeadLetterNotFound);
    }

    [EndpointSummary("The subscriptions of the service, and how many events each gave up.")]
    internal static async Task<Ok<Page<DeadLetterCount>>> CountDeadLetters(
        EventDispatcher events, IDeadLetters letters, CancellationToken cancellationToken)
    {
        List<DeadLetterCount> counts = [];
        foreach (var subscription in events.Subscriptions.Select(subscription => subscription.Key).Order(StringComparer.Ordinal))
            counts.Add(new(subscription, await letters.CountAsync(subscription, cancellationToken)));
        return TypedResults.Ok(new Page<DeadLetterCount>(counts, NextCursor: null, counts.Count));
    }

    [EndpointSummary("The oldest events that a subscription gave up, without their bodies.")]
    [EndpointDescription("Oldest first; `total` counts all. There is no further page: replay or discard the oldest to see later ones.")]
    internal static async Task<Results<Ok<DeadLetterList>, ProblemHttpResult>> ListDeadLetters(
        [Description(SubscriptionText)] string subscription,
        EventDispatcher events,
        IDeadLetters letters,
        [Range(1, 100), Description("How many at most, 1 to 100.")] int pageSize = 20,
        CancellationToken cancellationToken = default) =>
        events.Subscriptions.Contains(subscription)
            ? TypedResults.Ok(await letters.ListAsync(subscription, pageSize, cancellationToken))
            : NoSubscription(subscription);

    [EndpointSummary("One of the oldest 1,000 events that a subscription gave up, with its body.")]
    [EndpointDescription(NotFoundText)]
    internal static async Task<Results<Ok<DeadLetter>, ProblemHttpResult>> GetDeadLetter(
        [Description(SubscriptionText)] string subscription,
        [Description(IdText)] Guid id,
        EventDispatcher events,
        IDeadLetters letters,
        CancellationToken cancellationToken)
    {
        if (!events.Subscriptions.Contains(subscription))
            return NoSubscription(subscription);
        return await letters.FindAsync(subscription, id, cancellationToken) is { } letter ? TypedResults.Ok(letter) : NoLetter(id);
    }

    [EndpointSummary("Gives the oldest 1,000 events that a subscription gave up to it again, with all their attempts.")]
    [EndpointDescription("Says how many were replayed and how many remain; call again for those.")]
    internal static async Task<Results<Ok<DeadLetterReplay>, ProblemHttpResult>> ReplayDeadLetters(
        [Description(SubscriptionText)] string subscription,
        ClaimsPrincipal user,
        EventDispatcher events,
        IDeadLetters letters,
        DeadLetterAudit audit,
        CancellationToken cancellationToken)
    {
        if (!events.Subscriptions.Contains(subscription))
            return NoSubscription(subscription);
        var replay = await letters.ReplayAllAsync(subscription, cancellationToken);
        audit.LogReplayedAll(user.GetAccountId(), replay.Replayed, subscription);
        return TypedResults.Ok(replay);
    }

    [EndpointSummary("Gives one event that a subscription gave up to it again, with all its attempts.")]
    [EndpointDescription("It becomes a dead letter again if handling it still fails. " + NotFoundText)]
    internal static async Task<Results<NoContent, ProblemHttpResult>> ReplayDeadLetter(
        [Description(SubscriptionText)] string subscription,
        [Description(IdText)] Guid id,
        ClaimsPrincipal user,
        EventDispatcher events,
        IDeadLetters letters,
        DeadLetterAudit audit,
        CancellationToken cancellationToken)
    {
        if (!events.Subscriptions.Contains(subscription))
            return NoSubscription(subscription);
        if (!await letters.ReplayAsync(subscription, id, cancellationToken))
            return NoLetter(id);
        audit.LogReplayed(user.GetAccountId(), id, subscription);
        return TypedResults.NoContent();
    }

    [EndpointSummary("Removes one event that a subscription gave up, for good.")]
    [EndpointDescription(NotFoundText)]
    internal static async Task<Results<NoContent, ProblemHttpResult>> DiscardDeadLetter(
        [Description(SubscriptionText)] string subscription,
        [Description(IdText)] Guid id,
        ClaimsPrincipal user,
        EventDispatcher events,
        IDeadLetters letters,
        DeadLetterAudit audit,
        CancellationToken cancellationToken)
    {
        if (!events.Subscriptions.Contains(subscription))
            return NoSubscription(subscription);
        if (!await letters.DiscardAsync(subscription, id, cancellationToken))
            return NoLetter(id);
        audit.LogDiscarded(user.GetAccountId(), id, subscription);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult NoSubscription(string subscription) =>
        Problem.NotFound(ProblemTypes.SubscriptionNotFound, $"This service has no subscription {subscription}.");

    private static ProblemHttpResult NoLetter(Guid id) => Problem.NotFound(
        ProblemTypes.DeadLetterNotFound, $"The subscription has no dead letter {id} among its oldest {IDeadLetters.MaxSearch}.");
}
