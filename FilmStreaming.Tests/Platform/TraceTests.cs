using FilmStreaming.ServiceDefaults;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.Platform;

/// <summary>Three processes on the real servers, and one trace through all of them, seen at an OTLP receiver.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task Watch_ThroughAllServices_IsOneTrace()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var platform = await PlatformProcesses.StartAsync(collector.Configure);
        using var client = platform.CreateClient();
        var tour = new Tour(client);
        await tour.RunAsync();
        // A film that the User API does not know, so it asks.
        using var unknown = await tour.WatchAsync(await tour.SignUpAsync(), Guid.CreateVersion7());

        var trace = await Eventually.GetAsync(
            "a trace from the gateway to the Movie API's database",
            () => Task.FromResult(collector.Spans.GroupBy(span => span.TraceId).Select(spans => spans.ToList()).FirstOrDefault(IsWhole)),
            whole => whole is not null);

        // Nothing is reported twice, neither by two libraries nor by two hosts.
        Assert.Equal(trace!.Count, trace.DistinctBy(span => span.SpanId).Count());
    }

    // Each process tells of its spans when it likes, the inner ones first.
    private static bool IsWhole(List<CollectedSpan> spans) =>
        IsOneTree(spans)
        && spans.Any(span => span.Service == ResourceNames.Gateway && span.Name.Contains("/v1/me", StringComparison.Ordinal))
        && Has(spans, ResourceNames.UserApi, "FilmStreaming.Messaging")
        && Has(spans, ResourceNames.MovieApi, "FilmStreaming.Messaging")
        && Has(spans, ResourceNames.MovieApi, "MongoDB.Driver")
        && Has(spans, ResourceNames.UserApi, "MongoDB.Driver");

    /// <summary>Whether each span but the first hangs below another.</summary>
    private static bool IsOneTree(List<CollectedSpan> spans)
    {
        var ids = spans.Select(span => span.SpanId).ToHashSet();
        return spans.Count(span => !ids.Contains(span.ParentId)) == 1;
    }

    private static bool Has(List<CollectedSpan> spans, string service, string scope) =>
        spans.Any(span => span.Service == service && span.Scope.StartsWith(scope, StringComparison.Ordinal));
}
