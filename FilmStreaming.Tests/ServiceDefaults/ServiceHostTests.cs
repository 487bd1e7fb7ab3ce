using System.ComponentModel.DataAnnotations;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Hosting;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class ServiceHostTests
{
    private static async Task<Exception> StartFailingAsync(FakeLogCollector logs, string url, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(new FakeLoggerProvider(logs));
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        using var data = new TemporaryFolder();
        builder.Configuration[DataFolder.Setting] = data.FullPath;
        builder.Configuration[$"ConnectionStrings:{ResourceNames.Cache}"] = "";
        builder.WebHost.UseUrls(url);
        builder.AddServiceDefaults(ResourceNames.MovieApi);
        return await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var app = builder.Build();
            app.UseServiceDefaults();
            await app.StartAsync(TestContext.Current.CancellationToken);
        });
    }

    [Fact]
    public async Task Start_OnTakenPort_IsOneLineAndNoStackTraceInTheLog()
    {
        await using var first = await TestService.StartAsync();
        var address = first.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var logs = new FakeLogCollector();
        var fault = ServiceHost.FaultOf(await StartFailingAsync(logs, address));
        Assert.Contains(address, fault, StringComparison.Ordinal);
        Assert.Contains("address already in use", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.GetSnapshot(), entry => entry.Exception is not null);
    }

    [Theory]
    [InlineData("RateLimits:Classes:default:Limit", "0", "RateLimits:Classes:default needs a limit")]
    [InlineData("RateLimits:Classes:default:Limit", "many", "RateLimits:Classes:default:Limit")]
    [InlineData("RateLimits:Classes:default:Limt", "10", "Limt")]
    [InlineData("ForwardedHeaders:KnownNetworks:0", "everyone", "'everyone' is not a network")]
    [InlineData("RequestLimits:MaxBodyBytes", "0", "MaxBodyBytes")]
    [InlineData("Authentication:Issuer", "", "Issuer")]
    public async Task Start_WithWrongSetting_NamesIt(string key, string value, string expected)
    {
        var fault = ServiceHost.FaultOf(await StartFailingAsync(new(), "http://127.0.0.1:0", (key, value)));
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThatCannotStart_ExitsWithOne() =>
        Assert.Equal(1, await ServiceHost.RunAsync(Task () => throw new StartupException("(a test of failing starts)")));

    [Fact]
    public async Task Run_ThatEnds_ExitsWithZero() => Assert.Equal(0, await ServiceHost.RunAsync(() => Task.CompletedTask));

    [Fact]
    public async Task Run_WithFaultOfTheProgram_KeepsItsStackTrace() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => ServiceHost.RunAsync(Task () => throw new InvalidOperationException()));

    [Fact]
    public void FaultOf_SeveralFaults_NamesThemAll()
    {
        var several = new AggregateException(
            new StartupException("One."), new OptionsValidationException("x", typeof(ValidationResult), ["Two."]));
        Assert.Equal("One. Two.", ServiceHost.FaultOf(several));
    }
}
