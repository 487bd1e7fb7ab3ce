using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.Tests.UserApi.Accounts;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ann@example.org")]
    [InlineData("ann.lee+films@sub.example.org")]
    [InlineData("ærin@exämple.org")]
    public void IsValid_OfAddress_IsTrue(string email) => Assert.True(EmailAddress.IsValid(email));

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("@example.org")]
    [InlineData("ann@")]
    [InlineData("ann@example.org ")]
    [InlineData("ann@example.org, bob@example.org")]
    [InlineData("Ann <ann@example.org>")]
    [InlineData("ann@exam\0ple.org")]
    [InlineData("ann\r\n@example.org")]
    public void IsValid_OfAnythingElse_IsFalse(string email) => Assert.False(EmailAddress.IsValid(email));

    [Fact]
    public void IsValid_AtTheLimitOfLength_TellsOnEachSide()
    {
        Assert.True(EmailAddress.IsValid(new string('a', 242) + "@example.org"));
        Assert.False(EmailAddress.IsValid(new string('a', 243) + "@example.org"));
    }

    [Theory]
    [InlineData("Ann@Example.ORG", "ann@example.org")]
    [InlineData("a\u0308nn@example.org", "\u00e4nn@example.org")]
    public void Normalize_OfWritingsOfOneAddress_IsTheSame(string one, string other) =>
        Assert.Equal(EmailAddress.Normalize(one), EmailAddress.Normalize(other));
}
