using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.TwoFactor;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Tests.UserApi.TwoFactor;

public sealed class SecondFactorOptionsTests
{
    [Theory]
    [InlineData("nobody", false, false, false)]
    [InlineData("administrator", false, false, true)]
    [InlineData("editor", false, true, true)]
    [InlineData("viewer", true, true, true)]
    public void IsRequiredFor_ARole_IsSoForItAndThoseAbove(string requiredFor, bool viewer, bool editor, bool administrator)
    {
        var options = new SecondFactorOptions { RequiredFor = requiredFor };

        Assert.Equal(
            [viewer, editor, administrator],
            new[] { Roles.Viewer, Roles.Editor, Roles.Administrator }.Select(role => options.IsRequiredFor([role])));
        Assert.Equal(administrator, options.IsRequiredFor([Roles.Viewer, Roles.Administrator]));
        Assert.False(options.IsRequiredFor([]));
    }

    [Theory]
    [InlineData("administrator", "editor")]
    [InlineData("editor", "viewer")]
    [InlineData("viewer", null)]
    public void RolesWithout_ASecondFactor_AreTheHighestBelow(string requiredFor, string? role) =>
        Assert.Equal(role is null ? [] : [role], new SecondFactorOptions { RequiredFor = requiredFor }.RolesWithout);

    [Theory]
    [InlineData(true, "nobody")]
    [InlineData(false, "administrator")]
    public void SetDefault_OutsideDevelopment_AsksAdministrators(bool isDevelopment, string requiredFor)
    {
        var (unset, set) = (new SecondFactorOptions(), new SecondFactorOptions { RequiredFor = "viewer" });

        unset.SetDefault(isDevelopment);
        set.SetDefault(isDevelopment);

        Assert.Equal((requiredFor, "viewer"), (unset.RequiredFor, set.RequiredFor));
    }

    [Theory]
    [InlineData("SecondFactor:RequiredFor", "king")]
    [InlineData("SecondFactor:Issuer", "")]
    [InlineData("SecondFactor:Issuer", "a:b")]
    [InlineData("SecondFactor:Issuer", "123456789012345678901234567890123456789012345678901")]
    public async Task Start_WithAnOptionThatIsWrong_IsRefusedByItsName(string setting, string value)
    {
        using var folder = new TemporaryFolder();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => TestUserApi.StartAsync(folder.FullPath, settings: (setting, value)));

        Assert.Contains(setting.Split(':')[1], e.Message, StringComparison.Ordinal);
    }
}
