using System.Reflection;
using System.Text;
using System.Text.Json;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.RabbitMq;
using RabbitMQ.Client;

namespace FilmStreaming.Tests.Messaging.RabbitMq;

/// <summary>Pins the bytes of every event: what is published here is what other programs, and older versions of this one, read.</summary>
public sealed class CloudEventCodecTests
{
    private static readonly Guid Movie = new("0197a8b5-6a00-7000-8000-000000000001");
    private static readonly Guid Id = new("0197a8b5-6a00-7000-8000-0000000000ff");
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 13, 30, 15, 250, TimeSpan.FromHours(1));

    private static readonly Dictionary<string, (EventMessage Message, string Headers, string Body)> Golden = new()
    {
        [nameof(MovieEvents.Created)] = (
            MovieEvents.Created.Create(Movie.ToString(), new(Movie, 1, "Greed", 1924, 140), Time),
            """
            cloudEvents_dataschema: urn:filmstreaming:schema:film.movie.created.v1
            cloudEvents_id: 0197a8b5-6a00-7000-8000-0000000000ff
            cloudEvents_source: /movieapi
            cloudEvents_specversion: 1.0
            cloudEvents_subject: 0197a8b5-6a00-7000-8000-000000000001
            cloudEvents_time: 2026-03-01T12:30:15.2500000Z
            cloudEvents_type: film.movie.created.v1
            """,
            """{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":1,"title":"Greed","releaseYear":1924,"runtimeMinutes":140}"""),
        [nameof(MovieEvents.Updated)] = (
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
        [nameof(MovieEvents.Deleted)] = (
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
    };

    public static TheoryData<string> Events =>
        [.. typeof(MovieEvents).GetFields(BindingFlags.Public | BindingFlags.Static).Select(contract => contract.Name)];

    [Theory]
    [MemberData(nameof(Events))]
    public void Write_Event_HasTheAgreedHeadersAndBody(string name)
    {
        var (message, headers, body) = Golden[name];

        var written = CloudEventCodec.Write(message with { Id = Id, TraceParent = TraceOf(headers, message) });

        Assert.Equal("application/json", written.ContentType);
        Assert.Equal(Id.ToString(), written.MessageId);
        Assert.Equal(DeliveryModes.Persistent, written.DeliveryMode);
        var actual = written.Headers!
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {header.Value}");
        Assert.Equal(headers.ReplaceLineEndings("\n"), string.Join('\n', actual));
        Assert.Equal(body, message.Data);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Read_WhatWasWritten_IsTheEvent(string name)
    {
        var message = Golden[name].Message;

        Assert.Equal(message, CloudEventCodec.Read(AsReceived(CloudEventCodec.Write(message)), Encoding.UTF8.GetBytes(message.Data)));
    }

    [Fact]
    public void Read_MemberThatIsNotKnownYet_IsSkipped()
    {
        var newer = Golden[nameof(MovieEvents.Created)].Message with
        {
            Data = """{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":1,"title":"Nosferatu","rating":{"age":12}}""",
        };

        Assert.Equal(new MovieSnapshot(Movie, 1, "Nosferatu", null, null), MovieEvents.Created.Read(newer));
    }

    [Fact]
    public void Read_MemberIsMissing_IsRefused()
    {
        var message = Golden[nameof(MovieEvents.Created)].Message with { Data = """{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":1}""" };

        Assert.Throws<JsonException>(() => MovieEvents.Created.Read(message));
    }

    [Theory]
    [InlineData("cloudEvents_id", null)]
    [InlineData("cloudEvents_id", "7")]
    [InlineData("cloudEvents_type", null)]
    [InlineData("cloudEvents_subject", "")]
    [InlineData("cloudEvents_time", "yesterday")]
    [InlineData("cloudEvents_specversion", "2.0")]
    public void Read_AttributeIsBad_IsRefused(string header, string? value)
    {
        var message = Golden[nameof(MovieEvents.Created)].Message;
        var properties = CloudEventCodec.Write(message);
        properties.Headers![header] = value;

        Assert.Throws<FormatException>(() => CloudEventCodec.Read(AsReceived(properties), Encoding.UTF8.GetBytes(message.Data)));
    }

    [Fact]
    public void Read_AttributeIsTooLong_IsRefused()
    {
        var message = Golden[nameof(MovieEvents.Created)].Message with { Subject = new string('s', 1025) };

        Assert.Throws<FormatException>(
            () => CloudEventCodec.Read(AsReceived(CloudEventCodec.Write(message)), Encoding.UTF8.GetBytes(message.Data)));
    }

    [Fact]
    public void Read_BodyIsNotUtf8_IsRefused() => Assert.Throws<FormatException>(
        () => CloudEventCodec.Read(AsReceived(CloudEventCodec.Write(Golden[nameof(MovieEvents.Created)].Message)), [0xC3, 0x28]));

    /// <summary>A golden event without a trace is not given that of a test that happens to run beside this one.</summary>
    private static string? TraceOf(string headers, EventMessage message) =>
        headers.Contains("traceparent", StringComparison.Ordinal) ? message.TraceParent : null;

    /// <summary>AMQP hands text over as bytes.</summary>
    private static BasicProperties AsReceived(BasicProperties written) => new(written)
    {
        Headers = written.Headers!.ToDictionary(
            header => header.Key, header => (object?)(header.Value is string text ? Encoding.UTF8.GetBytes(text) : header.Value)),
    };
}
