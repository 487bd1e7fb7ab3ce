using System.Diagnostics;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(DisclosureScan))]

namespace FilmStreaming.Tests.Infrastructure;

/// <summary>Scans the spans of every test, and fails the run when anything that was told in it has a secret.</summary>
public sealed class DisclosureScan : IDisposable
{
    // It samples nothing: it sees the spans that the services record, as they record them.
    private readonly ActivityListener _spans = new()
    {
        ShouldListenTo = _ => true,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.None,
        ActivityStopped = Scan,
    };

    public DisclosureScan() => ActivitySource.AddActivityListener(_spans);

    public void Dispose()
    {
        _spans.Dispose();
        var found = Disclosures.OfTheRun.Found.Distinct().ToList();
        Assert.True(found.Count == 0, $"Secrets were told:\n{string.Join('\n', found)}");
    }

    private static void Scan(Activity span)
    {
        var where = $"the span {span.OperationName}";
        Disclosures.OfTheRun.Told(where, $"{span.DisplayName} {span.StatusDescription}");
        foreach (var (_, value) in span.TagObjects.Concat(span.Events.SelectMany(happened => happened.Tags)))
            Disclosures.OfTheRun.Told(where, $"{value}");
    }
}

/// <summary>Scans the log of a service.</summary>
internal sealed class ScannedLog : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new CategoryLog(categoryName);

    public void Dispose()
    {
    }

    private sealed class CategoryLog(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Disclosures.OfTheRun.Told($"a scope of {category}", $"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Disclosures.OfTheRun.Told($"the log of {category}", $"{formatter(state, exception)} {exception}");
    }
}

/// <summary>Learns what secrets are sent and handed out, and scans the answers; only those of sign-in and renewal may have tokens, and those of the second factor its codes.</summary>
internal sealed class ScannedAnswers() : DelegatingHandler(Handler)
{
    private const int MaxScanned = 64 * 1024;

    // On a busy machine a refusal takes longer than the second after which a body is sent unasked, into a closed connection.
    private static SocketsHttpHandler Handler => new() { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };

    /// <summary>A client whose traffic is scanned.</summary>
    public static HttpClient NewClient() => new(new ScannedAnswers());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsScanned(request.Content))
            Disclosures.OfTheRun.Learn(await request.Content!.ReadAsStringAsync(cancellationToken));
        if (request.Headers.Authorization?.Parameter is { } token)
            Disclosures.OfTheRun.LearnToken(token);
        var response = await base.SendAsync(request, cancellationToken);

        var path = request.RequestUri!.AbsolutePath;
        if (IsScanned(response.Content))
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var handsOut = path is "/v1/auth/sign-in" or "/v1/auth/sign-in/second-factor" or "/v1/auth/refresh"
                || path.StartsWith("/v1/me/two-factor/", StringComparison.Ordinal);
            Disclosures.OfTheRun.Told($"the answer of {path}", handsOut ? Disclosures.OfTheRun.Learn(body) : body);
        }

        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
            cookies.ToList().ForEach(Disclosures.OfTheRun.LearnToken);
        return response;
    }

    // Of a known length: what is streamed is left to the test.
    private static bool IsScanned(HttpContent? content) =>
        content?.Headers is { ContentLength: > 0 and <= MaxScanned, ContentType.MediaType: { } type } && type.EndsWith("json", StringComparison.Ordinal);
}
