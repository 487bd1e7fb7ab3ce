using System.Text;
using CsCheck;
using FilmStreaming.ServiceDefaults.Rows;
using Microsoft.AspNetCore.Http;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class RowReaderTests
{
    [Fact]
    public async Task Read_OfLines_SkipsEmptyOnesAndTheMark() =>
        Assert.Equal(["1:{\"a\":1}", "2:x", "3:last"], await ReadAsync("\uFEFF{\"a\":1}\r\n\n  \nx\nlast", new NdjsonFraming()));

    [Theory]
    [InlineData("[]")]
    [InlineData(" [ ] \r\n")]
    [InlineData("[1]", "1:1")]
    [InlineData("\uFEFF[{\"a\":\"]},\\\"\"},[1,[2]] , \"x,y\",3,null]", "1:{\"a\":\"]},\\\"\"}", "2:[1,[2]]", "3:\"x,y\"", "4:3", "5:null")]
    [InlineData("[{a:},{\"b\":1}]", "1:{a:}", "2:{\"b\":1}")]
    public async Task Read_OfArray_FindsItsElements(string json, params string[] rows) =>
        Assert.Equal(rows, await ReadAsync(json, new JsonArrayFraming()));

    [Theory]
    [InlineData("", 0)]
    [InlineData("{\"a\":1}", 0)]
    [InlineData("[1,2", 4)]
    [InlineData("[1,]", 3)]
    [InlineData("[,1]", 1)]
    [InlineData("[{} {}]", 4)]
    [InlineData("[1] 2", 4)]
    [InlineData("[{\"a\":\"x]", 9)]
    public async Task Read_OfBrokenArray_EndsWithWhereItStopped(string json, int position)
    {
        var rows = await ReadAsync(json, new JsonArrayFraming());

        Assert.Contains($"Reading stopped at byte {position}:", rows[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RowReader.MaxRowBytes, false)]
    [InlineData(RowReader.MaxRowBytes + 1, true)]
    [InlineData(10 * RowReader.MaxRowBytes, true)]
    public async Task Read_OfLongRow_GoesOnBehindIt(int length, bool isTooLong)
    {
        var text = new string('x', length);

        var lines = await ReadAsync($"{text}\nnext", new NdjsonFraming());
        var elements = await ReadAsync($"[{text},2]", new JsonArrayFraming());

        Assert.Equal(isTooLong ? $"1!The row is longer than {RowReader.MaxRowBytes} bytes." : $"1:{text}", lines[0]);
        Assert.Equal(lines[0], elements[0]);
        Assert.Equal(("2:next", "2:2"), (lines[1], elements[1]));
    }

    [Fact]
    public async Task Read_OfBodyThatBreaksOff_KeepsWhatIsWhole()
    {
        var first = true;
        ValueTask<int> Source(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            if (!first)
                throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
            first = false;
            "1\n2\n3"u8.CopyTo(buffer.Span);
            return ValueTask.FromResult(5);
        }

        Assert.Equal(["1:1", "2:2", "3!Reading stopped at byte 5: Request body too large."], await ReadAsync(Source, new NdjsonFraming()));
    }

    [Fact]
    public async Task Read_InChunksOfAnySize_FindsTheSameRows()
    {
        var text = Gen.String[Gen.OneOf('[', ']', '{', '}', '"', '\\', ',', ' ', '\n', 'é', '1')];
        await Gen.Select(text, Gen.Int[1, 7]).SampleAsync(async (text, size) =>
        {
            Assert.Equal(await ReadAsync(text, new JsonArrayFraming()), await ReadAsync(InChunks(text, size), new JsonArrayFraming()));
            Assert.Equal(await ReadAsync(text, new NdjsonFraming()), await ReadAsync(InChunks(text, size), new NdjsonFraming()));
        });
    }

    private static Task<List<string>> ReadAsync(string text, IRowFraming framing) =>
        ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)).ReadAsync, framing);

    private static async Task<List<string>> ReadAsync(ByteSource source, IRowFraming framing)
    {
        var rows = new List<string>();
        await foreach (var row in new RowReader(source, framing).ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(row.Fault is null ? $"{row.Number}:{Encoding.UTF8.GetString(row.Json.Span)}" : $"{row.Number}!{row.Fault}");
        return rows;
    }

    private static ByteSource InChunks(string text, int size)
    {
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (buffer, cancellationToken) => stream.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
