using FilmStreaming.UserApi.Sessions;

namespace FilmStreaming.Tests.UserApi.Sessions;

public sealed class RefreshTokenTests
{
    [Fact]
    public void TryParse_OfAValue_GivesTheToken()
    {
        var token = RefreshToken.Create(Guid.CreateVersion7());

        Assert.Equal(RefreshToken.Length, token.Value.Length);
        Assert.True(RefreshToken.TryParse(token.Value, out var parsed));
        Assert.Equal((token.SessionId, token.Value), (parsed.SessionId, parsed.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++")]
    [InlineData("===========================================================================================================")]
    [InlineData("                                                                                                           ")]
    public void TryParse_OfAnythingElse_IsFalse(string? value) => Assert.False(RefreshToken.TryParse(value, out _));

    [Fact]
    public void Successor_OfOneSalt_IsAlwaysTheSame_AndOfAnotherIsNot()
    {
        var (token, salt) = (RefreshToken.Create(Guid.CreateVersion7()), RefreshToken.NewSalt());

        var successor = token.Successor(salt);

        Assert.Equal(successor.Value, token.Successor(salt).Value);
        Assert.NotEqual(successor.Value, token.Successor(RefreshToken.NewSalt()).Value);
        Assert.True(successor.IsOfFamily(token.FamilyHash));
        Assert.False(successor.Is(token.SecretHash));
    }

    [Fact]
    public void Create_Twice_HasNothingInCommon()
    {
        var id = Guid.CreateVersion7();
        var (one, other) = (RefreshToken.Create(id), RefreshToken.Create(id));

        Assert.False(one.IsOfFamily(other.FamilyHash));
        Assert.False(one.Is(other.SecretHash));
        Assert.False(one.Is(null));
    }

    [Fact]
    public void ToString_OfAToken_HoldsNoSecret()
    {
        var token = RefreshToken.Create(Guid.CreateVersion7());

        Assert.Equal($"refresh token of {token.SessionId}", $"{token}");
    }
}
