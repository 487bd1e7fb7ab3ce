using System.Text.Json.Serialization;
using FilmStreaming.ServiceDefaults.Paging;

namespace FilmStreaming.Messaging.DeadLetters;

/// <summary>The JSON form of what the administrator's routes answer with.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(Page<DeadLetterCount>))]
[JsonSerializable(typeof(DeadLetterList))]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(DeadLetterReplay))]
internal sealed partial class DeadLetterJsonContext : JsonSerializerContext;
