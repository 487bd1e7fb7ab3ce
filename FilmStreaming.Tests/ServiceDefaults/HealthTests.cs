using System.Net;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class HealthTests
{
    private static Task<TestService> StartAsync(Func<CancellationToken, Task<HealthCheckResult>>? check = null) => TestService.StartAsync(
        configure: builder =>
        {
            if (check is not null)
                builder.Services.AddHealthChecks().AddAsyncCheck("moviedb", check, [HealthTags.Ready]);
        });

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health/startup")]
    public async Task Get_OfWellService_AnswersHealthyAndNothingElse(string path)
    {
        await using var service = await StartAsync(_ => Task.FromResult(HealthCheckResult.Healthy("a detail")));
        var answer = await service.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""{"status":"Healthy"}""", answer.Body);
        Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Null(answer.Header("RateLimit"));
    }

    [Theory]
    [InlineData(HealthStatus.Degraded, 200)]
    [InlineData(HealthStatus.Unhealthy, 503)]
    public async Task GetReady_WithFailingDependency_TurnsRedWhileLiveStaysGreen(HealthStatus status, int expected)
    {
        await using var service = await StartAsync(_ => Task.FromResult(new HealthCheckResult(status, "a detail")));
        var ready = await service.GetAsync("/health/ready");
        Assert.Equal(expected, (int)ready.Status);
        Assert.Equal($$"""{"status":"{{status}}"}""", ready.Body);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/health/startup")).Status);
    }

    [Theory]
    [InlineData(Roles.Administrator, true)]
    [InlineData(Roles.Editor, false)]
    public async Task GetReady_WithToken_GivesDetailsToAdministratorsOnly(string role, bool details)
    {
        await using var service = await StartAsync(_ => Task.FromResult(HealthCheckResult.Degraded("slow")));
        var answer = await service.GetAsync("/health/ready", service.Tokens.Issue(Guid.CreateVersion7(), role));
        Assert.Equal(details, answer.Json.TryGetProperty("checks", out var checks));
        if (details)
            Assert.Equal("slow", checks.GetProperty("moviedb").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Check_ThatHangs_FailsInBoundedTime()
    {
        var check = new BoundedHealthCheck(new HangingCheck(), TimeSpan.FromMilliseconds(1));
        var context = new HealthCheckContext { Registration = new("moviedb", check, HealthStatus.Unhealthy, null) };
        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckHealthAsync(context, TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task GetReady_WhileStopping_IsRed()
    {
        await using var service = await StartAsync();
        var check = ActivatorUtilities.CreateInstance<HostHealthCheck>(service.Services);
        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var result = await check.CheckHealthAsync(new(), TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
    }

    [Fact]
    public async Task Post_ToProbe_AnswersMethodNotAllowed()
    {
        await using var service = await StartAsync();
        (await service.SendAsync(HttpMethod.Post, "/health/live")).AssertProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    private sealed class HangingCheck : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            new TaskCompletionSource<HealthCheckResult>().Task;
    }
}
