using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.RabbitMq;

namespace FilmStreaming.Tests.Messaging;

/// <summary>Keeps <c>docs/asyncapi.json</c> true. The foreign consumer also validates its examples and what is really published.</summary>
public sealed class AsyncApiTests
{
    private static readonly JsonNode Document =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ForeignConsumer", "asyncapi.json")))!;

    public static TheoryData<string> Events =>
        [.. GoldenMessages.Contracts.Where(contract => contract.IsEvent).Select(contract => contract.Name)];

    [Fact]
    public void Document_HasEveryContractAndNoOther()
    {
        var names = GoldenMessages.Contracts
            .SelectMany(contract => contract.IsEvent ? [contract.Name] : new[] { contract.Name, contract.Name + ".reply" })
            .ToHashSet();

        Assert.Equal("3.0.0", Document["asyncapi"]!.GetValue<string>());
        Assert.Equal(names, [.. Document["channels"]!.AsObject().Select(channel => channel.Key)]);
        var messages = Document["components"]!["messages"]!.AsObject().Select(message => message.Value!["name"]!.GetValue<string>());
        Assert.Equal(names, [.. messages]);
    }

    [Fact]
    public void Schemas_HaveTheMembersOfTheCode()
    {
        foreach (var contract in GoldenMessages.Contracts)
        {
            AssertSchema(contract.Bodies[0], MessageOf(contract.Name));
            if (!contract.IsEvent)
                AssertSchema(contract.Bodies[1], MessageOf(contract.Name + ".reply"));
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void ExampleOfAnEvent_IsTheGoldenOne(string name)
    {
        var (message, _, body) = GoldenMessages.Events[name];
        var example = Assert.Single(MessageOf(name)["examples"]!.AsArray())!;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), example["payload"]), $"{example["payload"]}");
        var written = CloudEventCodec.Write(message with { Id = GoldenMessages.EventId }).Headers!;
        var headers = example["headers"]!.AsObject().Where(header => !header.Key.StartsWith("trace", StringComparison.Ordinal));
        Assert.All(headers, header => Assert.Equal(header.Value!.GetValue<string>(), written[header.Key]));
        var required = Document["components"]!["schemas"]!["CloudEvent"]!["required"]!.AsArray();
        Assert.Subset(written.Keys.ToHashSet(), required.Select(header => header!.GetValue<string>()).ToHashSet());
    }

    [Fact]
    public void ExamplesOfRequests_AreTheGoldenOnes()
    {
        foreach (var (name, (request, reply)) in GoldenMessages.Requests)
        {
            foreach (var (message, golden) in new[] { (name, request), (name + ".reply", reply) })
            {
                var example = Assert.Single(MessageOf(message)["examples"]!.AsArray())!["payload"];
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(golden), example), $"{example}");
            }
        }
    }

    private static JsonNode MessageOf(string name) => Resolve(Assert.Single(Document["channels"]![name]!["messages"]!.AsObject()).Value!);

    private static void AssertSchema(Type type, JsonNode message)
    {
        var code = MessageJsonContext.Default.GetTypeInfo(type)!.GetJsonSchemaAsNode();
        Assert.Equal(Outline(code), Outline(message["payload"]!));
    }

    /// <summary>Members, which of them are required, and their types; what is optional may also be null in the code.</summary>
    private static string Outline(JsonNode schema)
    {
        schema = Resolve(schema);
        var type = schema["type"] is JsonArray types
            ? types.Select(item => item!.GetValue<string>()).First(item => item != "null")
            : schema["type"]!.GetValue<string>();
        if (schema["items"] is { } items)
            return $"{type} of {Outline(items)}";
        if (schema["properties"] is not JsonObject members)
            return type;
        var required = schema["required"]!.AsArray().Select(item => item!.GetValue<string>()).ToHashSet();
        var outlines = members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"{member.Key}{(required.Contains(member.Key) ? "" : "?")}: {Outline(member.Value!)}");
        return $"{type} ({string.Join(", ", outlines)})";
    }

    private static JsonNode Resolve(JsonNode node)
    {
        while (node["$ref"]?.GetValue<string>() is { } pointer)
            node = pointer.Split('/').Skip(1).Aggregate(Document, (parent, name) => parent[name]!);
        return node;
    }
}
