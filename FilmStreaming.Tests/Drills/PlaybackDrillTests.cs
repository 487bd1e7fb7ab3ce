namespace FilmStreaming.Tests.Drills;

/// <summary>Every playback report that was acknowledged is in the state, and no play is there twice, whatever is killed meanwhile.</summary>
[Collection(nameof(FaultDrills))]
[Trait("Category", "Drill")]
public sealed class PlaybackDrillTests(PlaybackDrill drill) : IClassFixture<PlaybackDrill>
{
    /// <summary>Reports that are tried while a server is away.</summary>
    private const int ReportsPerOutage = 30;

    [Fact]
    public Task UserApi_IsKilled_LosesNoReport() => drill.RunAsync("User API killed", _ => drill.Platform.CrashUserApiAsync());

    [Theory]
    [InlineData("redis")]
    [InlineData("mongo")]
    [InlineData("rabbit")]
    public Task Server_IsKilled_LosesNoReport(string server) => drill.RunAsync($"{server} killed", async load =>
    {
        await drill.Servers.KillAsync(server);
        try
        {
            await load.GoOnAsync(ReportsPerOutage, acknowledged: false);
        }
        finally
        {
            await drill.Servers.StartAsync(server);
        }
    });
}
