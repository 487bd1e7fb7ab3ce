using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FilmStreaming.Tests.Gateway;

public sealed class FailoverTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_WithTwoReplicas_ReachesBoth()
    {
        await using var first = await FakeService.StartAsync();
        await using var second = await FakeService.StartAsync();
        await using var gateway = await GatewayFixture.StartAsync(first.Address, second.Address);

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync("/v1/movies", Cancellation)).StatusCode);
        }

        Assert.NotEmpty(first.Received);
        Assert.NotEmpty(second.Received);
        Assert.Equal(50, first.Received.Count + second.Received.Count);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task SafeRequest_WhenOneReplicaIsGone_IsAnsweredByTheOther(string method)
    {
        await using var alive = await FakeService.StartAsync();
        await using var gateway = await GatewayFixture.StartAsync(GatewayFixture.UnusedAddress(), alive.Address);

        for (var i = 0; i < 20; i++)
        {
            using var request = new HttpRequestMessage(new(method), "/v1/movies");
            using var response = await gateway.Client.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(20, alive.Received.Count);
    }

    [Fact]
    public async Task Get_WhenAReplicaBreaksOff_IsAnsweredByTheOther()
    {
        await using var broken = await FakeService.StartAsync(context => { context.Abort(); return Task.CompletedTask; });
        await using var alive = await FakeService.StartAsync();
        await using var gateway = await GatewayFixture.StartAsync(broken.Address, alive.Address);

        for (var i = 0; i < 20; i++)
        {
            using var response = await gateway.Client.GetAsync("/v1/movies", Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task Get_OfRunningRequestsWhileAReplicaStops_SeesNoError()
    {
        await using var first = await FakeService.StartAsync();
        var second = await FakeService.StartAsync();
        await using var gateway = await GatewayFixture.StartAsync(first.Address, second.Address);

        var clients = Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < 100; i++)
            {
                using var response = await gateway.Client.GetAsync("/v1/movies", Cancellation);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                if (i == 30)
                {
                    await second.DisposeAsync();
                }
            }
        });
        await Task.WhenAll(clients);
    }

    [Fact]
    public async Task Post_WhenTheReplicaBreaksOff_IsSentOnceAndAnswers502()
    {
        await using var first = await FakeService.StartAsync(context => { context.Abort(); return Task.CompletedTask; });
        await using var second = await FakeService.StartAsync(context => { context.Abort(); return Task.CompletedTask; });
        await using var gateway = await GatewayFixture.StartAsync(first.Address, second.Address);

        using var response = await gateway.Client.PostAsJsonAsync("/v1/movies", new { title = "Metropolis" }, Cancellation);

        await AssertProblemAsync(response, HttpStatusCode.BadGateway);
        Assert.Single(first.Received.Concat(second.Received));
    }

    [Fact]
    public async Task Get_WhenNoReplicaIsThere_Answers503WithRetryAfter()
    {
        await using var gateway = await GatewayFixture.StartAsync(GatewayFixture.UnusedAddress());

        using var response = await gateway.Client.GetAsync("/v1/movies", Cancellation);

        await AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Post_WhenNoReplicaIsThere_Answers503WithRetryAfter()
    {
        await using var gateway = await GatewayFixture.StartAsync(GatewayFixture.UnusedAddress());

        using var response = await gateway.Client.PostAsJsonAsync("/v1/movies", new { title = "Metropolis" }, Cancellation);

        await AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Get_WhenTheServiceIsSilent_Answers504()
    {
        await using var silent = await FakeService.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var gateway = await GatewayFixture.StartAsync(
            new Dictionary<string, string?> { ["Gateway:ActivityTimeout"] = "00:00:00.3" }, silent.Address);

        using var response = await gateway.Client.GetAsync("/v1/movies", Cancellation);

        await AssertProblemAsync(response, HttpStatusCode.GatewayTimeout);
        Assert.Single(silent.Received);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("urn:filmstreaming:problem:dependency-unavailable", problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
    }
}
