using System.Net;
using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Tests.ServiceDefaults;
using Microsoft.AspNetCore.Builder;

namespace FilmStreaming.Tests.MovieApi.Discovery;

public sealed class QueryDeadlineTests
{
    [Fact]
    public async Task Request_WhoseQueriesTakeTooLong_IsAskedToComeAgain()
    {
        await using var service = await TestService.StartAsync(
            app =>
            {
                var group = app.MapGroup("/").WithinQueryTimeout();
                group.MapGet("/slow", async (CancellationToken stop) => await Task.Delay(Timeout.Infinite, stop));
                group.MapGet("/fast", () => "");
            },
            builder => builder.AddDiscovery(),
            settings: ("Discovery:QueryTimeout", "00:00:00.2"));

        var answer = await service.SendAsync(HttpMethod.Get, "/slow");

        answer.AssertProblem(HttpStatusCode.ServiceUnavailable, ProblemTypes.DependencyUnavailable);
        Assert.Equal("5", answer.Header("Retry-After"));
        Assert.Equal(HttpStatusCode.OK, (await service.SendAsync(HttpMethod.Get, "/fast")).Status);
    }
}
