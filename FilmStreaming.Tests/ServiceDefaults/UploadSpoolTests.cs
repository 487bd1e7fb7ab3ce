using System.Runtime.Versioning;
using System.Text;
using FilmStreaming.ServiceDefaults.Rows;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FilmStreaming.Tests.ServiceDefaults;

/// <summary>Where a body waits while its rows are read.</summary>
public sealed class UploadSpoolTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task File_IsForTheServiceOnly_AndHasNoName()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It looks at /proc.");
        using var folder = new TemporaryFolder();
        await using var spool = new UploadSpool(new MemoryStream("row"u8.ToArray()), folder.FullPath, Stop);

        Assert.Empty(Directory.GetFiles(folder.FullPath));
        var open = Assert.Single(Directory.GetFiles("/proc/self/fd"), file => Target(file)?.StartsWith(folder.FullPath, StringComparison.Ordinal) == true);
        Assert.EndsWith(" (deleted)", Target(open), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(open));
        Assert.Equal(["row"], (await ReadAsync(spool)).Select(row => row.Text));
    }

    [Fact]
    public void Folder_InWhichNothingCanBeWritten_IsAProblem()
    {
        var problem = Assert.Throws<BadHttpRequestException>(() => new UploadSpool(new MemoryStream(), "/nowhere/at/all", Stop));

        Assert.Equal(StatusCodes.Status507InsufficientStorage, problem.StatusCode);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("one\ntwo\n", false)]
    public async Task NoRoom_IsAProblemBeforeTheFirstByte_AndTheLastRowBehindIt(string before, bool isProblem)
    {
        var left = Encoding.UTF8.GetBytes(before);
        var rows = new RowReader(
            (buffer, _) =>
            {
                if (left.Length == 0)
                    throw new BadHttpRequestException("No room.", StatusCodes.Status507InsufficientStorage);
                left.CopyTo(buffer);
                var count = left.Length;
                left = [];
                return ValueTask.FromResult(count);
            },
            new NdjsonFraming());

        if (isProblem)
            await Assert.ThrowsAsync<BadHttpRequestException>(() => ReadAsync(rows));
        else
            Assert.Equal([null, null, "Reading stopped at byte 8: No room."], (await ReadAsync(rows)).Select(row => row.Fault));
    }

    [Fact]
    public async Task NoRoom_OverHttp_IsA507()
    {
        await using var service = await TestService.StartAsync(app => app.MapPost("/rows", (HttpContext http) => RowUpload.Answer(
            http, RowReader.MaxRowBytes, (_, _) => throw new BadHttpRequestException("No room.", StatusCodes.Status507InsufficientStorage))));

        var answer = await service.SendAsync(HttpMethod.Post, "/rows", body: new StringContent("row"));

        answer.AssertProblem((System.Net.HttpStatusCode)507, "insufficient-storage");
    }

    private static string? Target(string file) => new FileInfo(file).LinkTarget;

    private static Task<List<(string Text, string? Fault)>> ReadAsync(UploadSpool spool) => ReadAsync(new RowReader(spool.ReadAsync, new NdjsonFraming()));

    private static async Task<List<(string Text, string? Fault)>> ReadAsync(RowReader reader)
    {
        List<(string, string?)> rows = [];
        await foreach (var row in reader.ReadAsync(Stop))
            rows.Add((Encoding.UTF8.GetString(row.Json.Span), row.Fault));
        return rows;
    }
}
