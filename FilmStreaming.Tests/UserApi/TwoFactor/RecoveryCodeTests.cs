using FilmStreaming.UserApi.TwoFactor;

namespace FilmStreaming.Tests.UserApi.TwoFactor;

public sealed class RecoveryCodeTests
{
    [Fact]
    public void NewSet_HasTenDifferentCodesOf120Bits()
    {
        var codes = RecoveryCode.NewSet();

        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^(?:[A-Z2-7]{6}-){3}[A-Z2-7]{6}$", code));
    }

    [Fact]
    public void Spend_HoweverACodeIsTyped_TakesItAwayOnce()
    {
        var codes = RecoveryCode.NewSet();
        IReadOnlyList<string> hashes = [.. codes.Select(RecoveryCode.Hash)];

        foreach (var typed in new[] { codes[3], codes[4].ToLowerInvariant(), codes[5].Replace("-", "", StringComparison.Ordinal), $" {codes[6].Replace('-', ' ')} " })
        {
            var left = RecoveryCode.Spend(hashes, typed)!;
            Assert.Equal(hashes.Count - 1, left.Count);
            Assert.Null(RecoveryCode.Spend(left, typed));
            hashes = left;
        }

        Assert.NotNull(RecoveryCode.Spend(hashes, codes[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("AAAAAA-AAAAAA-AAAAAA-AAAAAA")]
    [InlineData("\0")]
    public void Spend_OfAnUnknownCode_IsNull(string code) =>
        Assert.Null(RecoveryCode.Spend([.. RecoveryCode.NewSet().Select(RecoveryCode.Hash)], code));
}
