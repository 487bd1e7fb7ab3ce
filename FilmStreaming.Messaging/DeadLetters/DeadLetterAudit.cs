using Microsoft.Extensions.Logging;

namespace FilmStreaming.Messaging.DeadLetters;

/// <summary>Says who did what to dead letters. Ids only: what an event tells of people is not for the log.</summary>
internal sealed partial class DeadLetterAudit(ILogger<DeadLetterAudit> logger)
{
    [LoggerMessage(LogLevel.Information, "Administrator {AccountId} replayed {Count} dead letters of {Subscription}")]
    public partial void LogReplayedAll(Guid accountId, long count, string subscription);

    [LoggerMessage(LogLevel.Information, "Administrator {AccountId} replayed the dead letter {Id} of {Subscription}")]
    public partial void LogReplayed(Guid accountId, Guid id, string subscription);

    [LoggerMessage(LogLevel.Information, "Administrator {AccountId} discarded the dead letter {Id} of {Subscription}")]
    public partial void LogDiscarded(Guid accountId, Guid id, string subscription);
}
