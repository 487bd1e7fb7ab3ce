using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FilmStreaming.Tests.Platform;

/// <summary>The OpenAPI documents of the services, as the gateway gives them.</summary>
internal sealed partial class ApiDocuments
{
    private ApiDocuments(IReadOnlyList<Operation> operations) => Operations = operations;

    public IReadOnlyList<Operation> Operations { get; }

    public static async Task<ApiDocuments> ReadAsync(HttpClient client)
    {
        List<Operation> operations = [];
        foreach (var name in new[] { "movies", "users" })
        {
            var text = await client.GetStringAsync($"/openapi/{name}.json", TestContext.Current.CancellationToken);
            var document = JsonNode.Parse(text)!.AsObject();
            operations.AddRange(
                from path in document["paths"]!.AsObject()
                from operation in path.Value!.AsObject()
                select new Operation(new(operation.Key), path.Key, operation.Value!.AsObject(), document));
        }

        return new(operations);
    }

    /// <summary>The operation that takes a request: of several whose path fits, the one that names most of it.</summary>
    public Operation? Find(HttpMethod method, string target) => Operations
        .Where(operation => operation.Method == method && operation.Fits(target.Split('?')[0]))
        .MinBy(operation => operation.Path.Count(c => c == '{'));

    /// <summary>One method of one path.</summary>
    internal sealed partial record Operation(HttpMethod Method, string Path, JsonObject Description, JsonObject Document)
    {
        public bool Documents(int status, string problem) =>
            Description["responses"]?[$"{status}"]?["content"]?["application/problem+json"]?["examples"]?[problem] is not null;

        /// <summary>Its parameters in the path and the query.</summary>
        public IEnumerable<(string Name, bool IsInPath)> Parameters =>
            from parameter in Description["parameters"]?.AsArray() ?? []
            let place = parameter["in"]!.GetValue<string>()
            where place is "path" or "query"
            select (parameter["name"]!.GetValue<string>(), place == "path");

        /// <summary>The path and query of a request with one parameter of this value, as it is, and the others of its path by name.</summary>
        public string Target((string Name, bool IsInPath) parameter, string value, Func<string, string> others)
        {
            var path = Parameter.Replace(Path, name => name.Value[1..^1] is var found && parameter == (found, true) ? value : others(found));
            return parameter.IsInPath ? path : $"{path}?{parameter.Name}={value}";
        }

        public bool Fits(string path) => Regex.IsMatch(path, $"^{Parameter.Replace(Path, "[^/]+")}/?$");

        /// <summary>The JSON bodies that it takes and gives, by what they are; those of problems are left out.</summary>
        public IEnumerable<(string Name, string MediaType, JsonObject Body)> Bodies =>
            from message in Description["responses"]!.AsObject().Append(new("request", Description["requestBody"]))
            from body in message.Value?["content"]?.AsObject().ToList() ?? []
            where body.Key.EndsWith("json", StringComparison.Ordinal) && body.Key != "application/problem+json"
            select ($"{Method} {Path} {message.Key} {body.Key}", body.Key, body.Value!.AsObject());

        [GeneratedRegex(@"\{[^}]+\}")]
        private static partial Regex Parameter { get; }
    }
}
