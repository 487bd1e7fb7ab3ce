using FilmStreaming.ServiceDefaults.Paging;
using Microsoft.AspNetCore.DataProtection;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class CursorProtectorTests
{
    private readonly CursorProtector _cursors = new(new EphemeralDataProtectionProvider());

    [Theory]
    [InlineData("", null)]
    [InlineData("häxan \U0001F3AC", 0L)]
    [InlineData("1.5", long.MaxValue)]
    public void Unprotect_OfWhatWasProtected_IsTheSame(string key, long? total)
    {
        var cursor = new Cursor(key, Guid.CreateVersion7(), total);

        Assert.True(_cursors.TryUnprotect("list", _cursors.Protect("list", cursor), out Cursor? read));
        Assert.Equal(cursor, read);
    }

    [Fact]
    public void Unprotect_OfATime_IsTheSameInstant()
    {
        var position = new TimePosition(DateTimeOffset.FromUnixTimeMilliseconds(-1234567), Guid.CreateVersion7());

        Assert.True(_cursors.TryUnprotect("list", _cursors.Protect("list", position), out TimePosition? read));
        Assert.Equal(position, read);
    }

    [Fact]
    public void Protect_OfTheLongestKey_FitsTheLimit()
    {
        var text = _cursors.Protect("list", new Cursor(new string('\uFFFD', 300), Guid.CreateVersion7(), long.MaxValue));

        Assert.InRange(text.Length, 1, Cursor.MaxLength);
        Assert.True(_cursors.TryUnprotect("list", text, out Cursor? _));
    }

    [Fact]
    public void Unprotect_OfNothing_IsTheStart()
    {
        Assert.True(_cursors.TryUnprotect("list", null, out Cursor? cursor));
        Assert.Null(cursor);
    }

    [Fact]
    public void Unprotect_ForAnotherList_Fails() =>
        Assert.False(_cursors.TryUnprotect("another", _cursors.Protect("list", new Cursor("key", Guid.Empty)), out Cursor? _));

    [Fact]
    public void Unprotect_WithTheKeysOfAnotherInstallation_Fails() =>
        Assert.False(new CursorProtector(new EphemeralDataProtectionProvider())
            .TryUnprotect("list", _cursors.Protect("list", new Cursor("key", Guid.Empty)), out Cursor? _));

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("AAAA")]
    [InlineData("not base64!")]
    [InlineData("\0")]
    public void Unprotect_OfWhatIsNone_Fails(string text) => Assert.False(_cursors.TryUnprotect("list", text, out Cursor? _));

    [Fact]
    public void Unprotect_OfAChangedOne_Fails()
    {
        var text = _cursors.Protect("list", new Cursor("key", Guid.CreateVersion7()));
        for (var at = 0; at < text.Length - 1; at++)
        {
            var changed = text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];
            Assert.False(_cursors.TryUnprotect("list", changed, out Cursor? _), $"changed at {at}");
        }
    }
}
