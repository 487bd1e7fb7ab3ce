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
    private static readonly Guid Movie = GoldenMessages.Movie;

    public static TheoryData<string> Events =>
        [.. GoldenMessages.Contracts.Where(contract => contract.IsEvent).Select(contract => contract.Name)];

    private static (EventMessage Message, string Headers, string Body) Created => GoldenMessages.Events[MovieEvents.Created.Type];

    [Theory]
    [MemberData(nameof(Events))]
    public void Write_Event_HasTheAgreedHeadersAndBody(string name)
    {
        var (message, headers, body) = GoldenMessages.Events[name];

        var written = CloudEventCodec.Write(message with { Id = GoldenMessages.EventId, TraceParent = TraceOf(headers, message) });

        Assert.Equal("application/json", written.ContentType);
        Assert.Equal(GoldenMessages.EventId.ToString(), written.MessageId);
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
        var message = GoldenMessages.Events[name].Message;

        Assert.Equal(message, CloudEventCodec.Read(AsReceived(CloudEventCodec.Write(message)), Encoding.UTF8.GetBytes(message.Data)));
    }

    [Fact]
    public void Read_MemberThatIsNotKnownYet_IsSkipped()
    {
        var newer = Created.Message with
        {
            Data = """{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":1,"title":"Nosferatu","rating":{"age":12}}""",
        };

        Assert.Equal(new MovieSnapshot(Movie, 1, "Nosferatu", null, null), MovieEvents.Created.Read(newer));
    }

    [Fact]
    public void Read_MemberIsMissing_IsRefused()
    {
        var message = Created.Message with { Data = """{"movieId":"0197a8b5-6a00-7000-8000-000000000001","version":1}""" };

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
        var message = Created.Message;
        var properties = CloudEventCodec.Write(message);
        properties.Headers![header] = value;

        Assert.Throws<FormatException>(() => CloudEventCodec.Read(AsReceived(properties), Encoding.UTF8.GetBytes(message.Data)));
    }

    [Fact]
    public void Read_AttributeIsTooLong_IsRefused()
    {
        var message = Created.Message with { Subject = new string('s', 1025) };

        Assert.Throws<FormatException>(
            () => CloudEventCodec.Read(AsReceived(CloudEventCodec.Write(message)), Encoding.UTF8.GetBytes(message.Data)));
    }

    [Fact]
    public void Read_BodyIsNotUtf8_IsRefused() => Assert.Throws<FormatException>(
        () => CloudEventCodec.Read(AsReceived(CloudEventCodec.Write(Created.Message)), [0xC3, 0x28]));

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
