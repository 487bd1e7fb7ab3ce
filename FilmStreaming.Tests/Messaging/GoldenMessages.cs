using System.Reflection;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;
using GoldenEvent = (FilmStreaming.Messaging.Events.EventMessage Message, string Headers, string Body);

namespace FilmStreaming.Tests.Messaging;

/// <summary>One example of every message, byte for byte: what other programs, and older versions of this one, read and write.</summary>
internal static class GoldenMessages
{
    public static readonly Guid Movie = new("0197a8b5-6a00-7000-8000-000000000001");
    public static readonly Guid EventId = new("0197a8b5-6a00-7000-8000-0000000000ff");

    private static readonly Guid Account = new("0197a8b5-6a00-7000-8000-000000000002");
    private static readonly Guid Session = new("0197a8b5-6a00-7000-8000-000000000003");
    private static readonly Guid Mail = new("0197a8b5-6a00-7000-8000-000000000004");
    private static readonly Guid State = new("0197a8b5-6a00-7000-8000-000000000004");
    private static readonly Guid Play = new("0197a8b5-6a00-7000-8000-000000000005");
    private static readonly Guid PlaybackSession = new("0197a8b5-6a00-7000-8000-000000000006");
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 13, 30, 15, 250, TimeSpan.FromHours(1));

    /// <summary>Each event with its headers and its body.</summary>
    public static readonly IReadOnlyDictionary<string, GoldenEvent> Events = new Dictionary<string, GoldenEvent>
    {
        [MovieEvents.Created.Type] = (
            MovieEvents.Created.Create(Movie.ToString(), new(Movie, 1, "Greed", 1924, 140, "https://img.example.org/greed.jpg", MovieSnapshot.Draft), Time),
            """
            cloudEvents_dataschema: urn:filmstreaming:schema:film.movie.created.v1
            cloudEvents_id: 0197a8b5-6a00-7000-8000-0000000000ff
            cloudEvents_source: /movieapi
            cloudEvents_specversion: 1.0
            cloudEvents_subject: 0197a8b5-6a00-7000-8000-000000000001
            cloudEvents_time: 2026-03-01T12:30:15.2500000Z
            cloudEvents_type: film.movie.created.v1
            """,
            """{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":1,"title":"Greed","releaseYear":1924,"runtimeMinutes":140,"posterUrl":"https://img.example.org/greed.jpg","status":"draft"}"""),
        [MovieEvents.Updated.Type] = (
            MovieEvents.Updated.Create(Movie.ToString(), new(Movie, 2, "七人の侍", null, null), Time) with
            {
                TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                TraceState = "vendor=value",
            },
            """
            cloudEvents_dataschema: urn:filmstreaming:schema:film.movie.updated.v1
            cloudEvents_id: 0197a8b5-6a00-7000-8000-0000000000ff
            cloudEvents_source: /movieapi
            cloudEvents_specversion: 1.0
            cloudEvents_subject: 0197a8b5-6a00-7000-8000-000000000001
            cloudEvents_time: 2026-03-01T12:30:15.2500000Z
            cloudEvents_type: film.movie.updated.v1
            traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
            tracestate: vendor=value
            """,
            """{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":2,"title":"\u4E03\u4EBA\u306E\u4F8D"}"""),
        [MovieEvents.Published.Type] = SnapshotOf(MovieEvents.Published, 4, MovieSnapshot.Published),
        [MovieEvents.Archived.Type] = SnapshotOf(MovieEvents.Archived, 5, MovieSnapshot.Archived),
        [MovieEvents.Restored.Type] = SnapshotOf(MovieEvents.Restored, 7, MovieSnapshot.Published),
        [MovieEvents.Deleted.Type] = (
            MovieEvents.Deleted.Create(Movie.ToString(), new(Movie, 3), Time),
            """
            cloudEvents_dataschema: urn:filmstreaming:schema:film.movie.deleted.v1
            cloudEvents_id: 0197a8b5-6a00-7000-8000-0000000000ff
            cloudEvents_source: /movieapi
            cloudEvents_specversion: 1.0
            cloudEvents_subject: 0197a8b5-6a00-7000-8000-000000000001
            cloudEvents_time: 2026-03-01T12:30:15.2500000Z
            cloudEvents_type: film.movie.deleted.v1
            """,
            """{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":3}"""),
        [MovieEvents.Written.Type] = (
            MovieEvents.Written.Create(Movie.ToString(), new([new(Movie, 3)]), Time),
            HeadersOf("film.movies.written.v1", "/movieapi", Movie),
            """{"movies":[{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":3}]}"""),
        [UserEvents.AccountRegistered.Type] = (
            UserEvents.AccountRegistered.Create(Account.ToString(), new(Account, 1), Time),
            HeadersOf("user.account.registered.v1", "/userapi", Account),
            """{"accountId":"0197a8b5-6a00-7000-8000-000000000002","version":1}"""),
        [UserEvents.AccountUpdated.Type] = (
            UserEvents.AccountUpdated.Create(Account.ToString(), new(Account, 2, [AccountParts.Email]), Time),
            HeadersOf("user.account.updated.v1", "/userapi", Account),
            """{"accountId":"0197a8b5-6a00-7000-8000-000000000002","version":2,"changed":["email"]}"""),
        [UserEvents.AccountDeleted.Type] = (
            UserEvents.AccountDeleted.Create(Account.ToString(), new(Account, 3), Time),
            HeadersOf("user.account.deleted.v1", "/userapi", Account),
            """{"accountId":"0197a8b5-6a00-7000-8000-000000000002","version":3}"""),
        [UserEvents.MailQueued.Type] = (
            UserEvents.MailQueued.Create(Mail.ToString(), new(Mail), Time),
            HeadersOf("user.mail.queued.v1", "/userapi", Mail),
            """{"mailId":"0197a8b5-6a00-7000-8000-000000000004"}"""),
        [UserEvents.BulkMailQueued.Type] = (
            UserEvents.BulkMailQueued.Create(Mail.ToString(), new(Mail), Time),
            HeadersOf("user.mail.bulk-queued.v1", "/userapi", Mail),
            """{"mailId":"0197a8b5-6a00-7000-8000-000000000004"}"""),
        [UserEvents.SessionRevoked.Type] = (
            UserEvents.SessionRevoked.Create(
                Session.ToString(), new(Session, Account, RevocationReasons.TokenReused, Time.AddMinutes(10).ToUniversalTime()), Time),
            """
            cloudEvents_dataschema: urn:filmstreaming:schema:user.session.revoked.v1
            cloudEvents_id: 0197a8b5-6a00-7000-8000-0000000000ff
            cloudEvents_source: /userapi
            cloudEvents_specversion: 1.0
            cloudEvents_subject: 0197a8b5-6a00-7000-8000-000000000003
            cloudEvents_time: 2026-03-01T12:30:15.2500000Z
            cloudEvents_type: user.session.revoked.v1
            """,
            """
            {"sessionId":"0197a8b5-6a00-7000-8000-000000000003","accountId":"0197a8b5-6a00-7000-8000-000000000002","reason":"token-reused","tokensExpireAt":"2026-03-01T12:40:15.25+00:00"}
            """),
        [PlaybackEvents.Started.Type] = (
            PlaybackEvents.Started.Create(State.ToString(), new(Play, Account, Movie, PlaybackSession, Time.ToUniversalTime()), Time),
            """
            cloudEvents_dataschema: urn:filmstreaming:schema:user.playback.started.v1
            cloudEvents_id: 0197a8b5-6a00-7000-8000-0000000000ff
            cloudEvents_source: /userapi
            cloudEvents_specversion: 1.0
            cloudEvents_subject: 0197a8b5-6a00-7000-8000-000000000004
            cloudEvents_time: 2026-03-01T12:30:15.2500000Z
            cloudEvents_type: user.playback.started.v1
            """,
            """
            {"playId":"0197a8b5-6a00-7000-8000-000000000005","accountId":"0197a8b5-6a00-7000-8000-000000000002","movieId":"0197a8b5-6a00-7000-8000-000000000001","sessionId":"0197a8b5-6a00-7000-8000-000000000006","startedAt":"2026-03-01T12:30:15.25+00:00"}
            """),
        [PlaybackEvents.Completed.Type] = (
            PlaybackEvents.Completed.Create(State.ToString(), new(Play, Account, Movie, 2, Time.ToUniversalTime()), Time),
            """
            cloudEvents_dataschema: urn:filmstreaming:schema:user.playback.completed.v1
            cloudEvents_id: 0197a8b5-6a00-7000-8000-0000000000ff
            cloudEvents_source: /userapi
            cloudEvents_specversion: 1.0
            cloudEvents_subject: 0197a8b5-6a00-7000-8000-000000000004
            cloudEvents_time: 2026-03-01T12:30:15.2500000Z
            cloudEvents_type: user.playback.completed.v1
            """,
            """
            {"playId":"0197a8b5-6a00-7000-8000-000000000005","accountId":"0197a8b5-6a00-7000-8000-000000000002","movieId":"0197a8b5-6a00-7000-8000-000000000001","number":2,"completedAt":"2026-03-01T12:30:15.25+00:00"}
            """),
        [PlaybackEvents.PlayDeleted.Type] = (
            PlaybackEvents.PlayDeleted.Create(Play.ToString(), new(Play, Account, Movie), Time),
            HeadersOf("user.play.deleted.v1", "/userapi", Play),
            """{"playId":"0197a8b5-6a00-7000-8000-000000000005","accountId":"0197a8b5-6a00-7000-8000-000000000002","movieId":"0197a8b5-6a00-7000-8000-000000000001"}"""),
        [RatingEvents.Changed.Type] = (
            RatingEvents.Changed.Create(State.ToString(), new(Account, Movie, 2, 7, 9), Time),
            HeadersOf("user.rating.changed.v1", "/userapi", State),
            """{"raterKey":"0197a8b5-6a00-7000-8000-000000000002","movieId":"0197a8b5-6a00-7000-8000-000000000001","version":2,"oldValue":7,"newValue":9}"""),
    };

    private static GoldenEvent SnapshotOf(EventContract<MovieSnapshot> contract, long version, string status) => (
        contract.Create(Movie.ToString(), new(Movie, version, "Greed", 1924, Status: status), Time),
        $"""
        cloudEvents_dataschema: urn:filmstreaming:schema:{contract.Type}
        cloudEvents_id: 0197a8b5-6a00-7000-8000-0000000000ff
        cloudEvents_source: /movieapi
        cloudEvents_specversion: 1.0
        cloudEvents_subject: 0197a8b5-6a00-7000-8000-000000000001
        cloudEvents_time: 2026-03-01T12:30:15.2500000Z
        cloudEvents_type: {contract.Type}
        """,
        $$"""{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":{{version}},"title":"Greed","releaseYear":1924,"status":"{{status}}"}""");

    /// <summary>The question and the answer of each request.</summary>
    public static readonly IReadOnlyDictionary<string, (string Request, string Reply)> Requests = new Dictionary<string, (string, string)>
    {
        [MovieRequests.Lookup.Name] = (
            """{"movieIds":["0197a8b5-6a00-7000-8000-000000000001"]}""",
            """{"movies":[{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":1,"title":"Greed","releaseYear":1924}]}"""),
        [MovieRequests.Page.Name] = (
            """{"limit":2,"after":"0197a8b5-6a00-7000-8000-000000000002"}""",
            """
            {"movies":[{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":4,"title":"Greed","status":"archived"}],"removed":[{"movieId":"0197a8b5-6a00-7000-8000-000000000004","version":3}],"next":"0197a8b5-6a00-7000-8000-000000000004"}
            """),
        [UserRequests.RevokedSessions.Name] = (
            """{"limit":1,"after":"0197a8b5-6a00-7000-8000-000000000002"}""",
            """
            {"sessions":[{"sessionId":"0197a8b5-6a00-7000-8000-000000000003","tokensExpireAt":"2026-03-01T12:40:15.25+00:00"}],"next":"0197a8b5-6a00-7000-8000-000000000003"}
            """),
    };

    private static string HeadersOf(string type, string source, Guid subject) =>
        $"""
        cloudEvents_dataschema: urn:filmstreaming:schema:{type}
        cloudEvents_id: 0197a8b5-6a00-7000-8000-0000000000ff
        cloudEvents_source: {source}
        cloudEvents_specversion: 1.0
        cloudEvents_subject: {subject}
        cloudEvents_time: 2026-03-01T12:30:15.2500000Z
        cloudEvents_type: {type}
        """;

    /// <summary>Every contract that the messaging library has, found in its code, so that a new one cannot be forgotten here.</summary>
    public static IReadOnlyList<MessageContract> Contracts { get; } =
    [
        .. typeof(MovieEvents).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType.Namespace?.StartsWith("FilmStreaming.Messaging.", StringComparison.Ordinal) == true)
            .Where(field => field.FieldType.IsGenericType)
            .Select(field => MessageContract.Of(field.GetValue(null)!)),
    ];
}

/// <summary>A contract as the tests over all of them see it.</summary>
/// <param name="Name">On the wire.</param>
/// <param name="Bodies">The type of an event's body, or those of a request and its reply.</param>
internal sealed record MessageContract(string Name, IReadOnlyList<Type> Bodies)
{
    public bool IsEvent => Bodies.Count == 1;

    public static MessageContract Of(object contract)
    {
        var type = contract.GetType();
        var name = type.GetProperty(nameof(EventContract<>.Type)) ?? type.GetProperty(nameof(RequestContract<,>.Name));
        return new((string)name!.GetValue(contract)!, type.GetGenericArguments());
    }
}
