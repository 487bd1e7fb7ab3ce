using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Tests.ForeignConsumer;

/// <summary>A program in another language reads the events of a running Movie API, knowing nothing but <c>docs/asyncapi.json</c>.</summary>
public sealed class ForeignConsumerTests
{
    [Fact]
    public async Task ForeignConsumer_OfRealEvents_FindsThemAsDocumented()
    {
        await using var platform = await PlatformHost.StartRealAsync();
        using var node = await NodeProgram.InstallAsync(Path.Combine(AppContext.BaseDirectory, "ForeignConsumer"));
        var prefix = platform.MovieApi.Services.GetRequiredService<IOptions<MessagingOptions>>().Value.Prefix;
        node.Start("index.mjs", RealServers.Require(ResourceNames.Messaging), $"{prefix}.events", "4");
        Assert.True(await node.ReadLineAsync() == "ready", node.Errors);

        var tour = new Tour(platform.Client);
        var token = await tour.SignInAsAdministratorAsync();
        var movie = await tour.AddMovieAsync(token, "七人の侍", 1954);
        await ChangeAsync(platform.Client, token, HttpMethod.Put, movie, version: 1, """{"title":"Seven Samurai","releaseYear":1954}""");
        await ChangeAsync(platform.Client, token, HttpMethod.Delete, movie, version: 2);

        var events = new List<JsonNode>();
        while (await node.ReadLineAsync() is { } line)
            events.Add(JsonNode.Parse(line)!);
        Assert.True(await node.ExitCodeAsync() == 0, node.Errors);
        // The film was imported, which is told of in the moment and, in the order of its versions, by its events.
        var types = events.ConvertAll(received => received["type"]!.GetValue<string>());
        Assert.Single(types, MovieEvents.Written.Type);
        Assert.Equal([MovieEvents.Created.Type, MovieEvents.Updated.Type, MovieEvents.Deleted.Type], types.Except([MovieEvents.Written.Type]));
        Assert.All(events, received => Assert.Equal(movie, received["subject"]!.GetValue<Guid>()));
        Assert.Equal("七人の侍", events[types.IndexOf(MovieEvents.Created.Type)]["body"]!["title"]!.GetValue<string>());
    }

    private static async Task ChangeAsync(HttpClient client, string token, HttpMethod method, Guid movie, int version, string? json = null)
    {
        using var request = new HttpRequestMessage(method, $"/v1/movies/{movie}");
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Add("If-Match", $"\"{version}\"");
        if (json is not null)
            request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await Tour.ExpectAsync(method == HttpMethod.Put ? HttpStatusCode.OK : HttpStatusCode.NoContent, response);
    }
}
