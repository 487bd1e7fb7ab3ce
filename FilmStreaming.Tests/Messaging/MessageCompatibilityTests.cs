using System.Text.Json;
using System.Text.Json.Nodes;
using FilmStreaming.Messaging.Contracts;

namespace FilmStreaming.Tests.Messaging;

/// <summary>Services of different versions run side by side: each reads what the other writes.</summary>
public sealed class MessageCompatibilityTests
{
    /// <summary>Every body that a service reads, with the type it is read as.</summary>
    public static TheoryData<Type, string> Bodies
    {
        get
        {
            TheoryData<Type, string> bodies = [];
            foreach (var contract in GoldenMessages.Contracts)
            {
                if (contract.IsEvent)
                {
                    bodies.Add(contract.Bodies[0], GoldenMessages.Events[contract.Name].Body);
                    continue;
                }

                bodies.Add(contract.Bodies[0], GoldenMessages.Requests[contract.Name].Request);
                bodies.Add(contract.Bodies[1], GoldenMessages.Requests[contract.Name].Reply);
            }

            return bodies;
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Read_GoldenBody_IsWrittenAsItWas(Type type, string body) => Assert.Equal(body, Write(type, Read(type, body)));

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Read_BodyOfANewerProducer_SkipsWhatItDoesNotKnow(Type type, string body)
    {
        var newer = JsonNode.Parse(body)!;
        AddMembers(newer);

        Assert.Equal(body, Write(type, Read(type, newer.ToJsonString())));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Read_BodyWithoutARequiredMember_IsRefused(Type type, string body)
    {
        var broken = JsonNode.Parse(body)!.AsObject();
        broken.RemoveAt(0);

        Assert.Throws<JsonException>(() => Read(type, broken.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Read_BodyWithNullInARequiredMember_IsRefused(Type type, string body)
    {
        var broken = JsonNode.Parse(body)!.AsObject();
        broken[0] = null;

        Assert.Throws<JsonException>(() => Read(type, broken.ToJsonString()));
    }

    private static object? Read(Type type, string json) =>
        JsonSerializer.Deserialize(json, MessageJsonContext.Default.GetTypeInfo(type)!);

    private static string Write(Type type, object? body) => JsonSerializer.Serialize(body, MessageJsonContext.Default.GetTypeInfo(type)!);

    private static void AddMembers(JsonNode node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                AddMembers(item!);
        }
        else if (node is JsonObject members)
        {
            foreach (var (_, member) in members.ToList())
                AddMembers(member!);
            members["addedLater"] = new JsonObject { ["age"] = 12, ["of"] = new JsonArray("de", "fr") };
        }
    }
}
