using System.Net;
using FilmStreaming.Tests.StoreContracts;
using FilmStreaming.Tests.UserApi.Mail;

namespace FilmStreaming.Tests.UserApi.TwoFactor;

/// <summary>What administrators do about second factors, and need one for.</summary>
public abstract class SecondFactorAdministrationTests(StorageForm form) : TwoFactorTest(form)
{
    protected override string RequiredFor => "administrator";

    [Fact]
    public async Task Administrator_WithoutASecondFactor_IsLedToOne()
    {
        var signedIn = (await Api.SignInAsync(Administrator)).Json;
        Assert.True(signedIn.GetProperty("secondFactorNeeded").GetBoolean());
        var session = await Api.SignInAgainAsync(Administrator);

        (await Api.GetAsync("/v1/users", session.Token)).AssertProblem(HttpStatusCode.Forbidden, "second-factor-needed");
        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync("/v1/me", session.Token)).Status);
        Assert.True((await Api.GetAsync("/v1/me/two-factor", session.Token)).Json.GetProperty("required").GetBoolean());

        var enrolled = await EnrolAsync(session);
        var renewed = (await Api.RefreshAsync(session.RefreshToken)).Json;

        Assert.False(renewed.GetProperty("secondFactorNeeded").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync("/v1/users", renewed.GetProperty("accessToken").GetString())).Status);
        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync("/v1/users", (await SignInWithCodeAsync(enrolled)).Token)).Status);
    }

    [Fact]
    public async Task Viewer_WhereAdministratorsNeedASecondFactor_NeedsNone()
    {
        var viewer = await Api.NewViewerAsync();

        (await Api.GetAsync("/v1/users", viewer.Token)).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.False((await Api.SignInAsync(viewer.Email)).Json.GetProperty("secondFactorNeeded").GetBoolean());
    }

    [Fact]
    public async Task Remove_ByAnAdministrator_EndsSessionsIsRecordedAndTellsTheOwner()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var ticket = await TicketAsync(enrolled.Viewer.Email);
        var administrator = await SignInWithCodeAsync(await EnrolAsync(await Api.SignInAgainAsync(Administrator)));
        var path = $"/v1/users/{enrolled.Viewer.AccountId}";
        Assert.True((await Api.GetAsync(path, administrator.Token)).Json.GetProperty("secondFactor").GetBoolean());

        var removed = await Api.DeleteAsync($"{path}/two-factor", administrator.Token);

        Assert.Equal(HttpStatusCode.OK, removed.Status);
        Assert.False(removed.Json.GetProperty("secondFactor").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, (await Api.RefreshAsync(enrolled.Viewer.RefreshToken)).Status);
        (await ShowRecoveryCodeAsync(ticket, enrolled.RecoveryCodes[0])).AssertProblem(HttpStatusCode.Unauthorized, "invalid-ticket");
        Assert.Equal(HttpStatusCode.OK, (await Api.SignInAsync(enrolled.Viewer.Email)).Status);
        await Api.Mails.WaitAsync(enrolled.Viewer.Email, Subjects.SecondFactorOff);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await Api.DeleteAsync($"{path}/two-factor", administrator.Token)).Status);
        var audit = await Api.GetAsync($"/v1/admin/userapi/audit?targetId={enrolled.Viewer.AccountId}", administrator.Token);
        var entries = audit.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["user.second-factor-removed", "user.second-factor-removed"], entries.Select(entry => entry.GetProperty("act").GetString()));
        var change = Assert.Single(entries[1].GetProperty("changes").EnumerateArray());
        Assert.Equal(("secondFactor", "true", "false"), (
            change.GetProperty("member").GetString(), change.GetProperty("before").GetString(), change.GetProperty("after").GetString()));
    }

    [Fact]
    public async Task Unlock_AfterWrongCodes_EndsTheWait()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var administrator = await SignInWithCodeAsync(await EnrolAsync(await Api.SignInAgainAsync(Administrator)));
        var ticket = await TicketAsync(enrolled.Viewer.Email);
        for (var guess = 0; guess < 5; guess++)
            await ShowCodeAsync(ticket, enrolled.App.WrongCodeAt(Time.GetUtcNow()));
        var code = enrolled.App.CodeAt(Time.GetUtcNow());
        (await ShowCodeAsync(ticket, code)).AssertProblem(HttpStatusCode.Forbidden, "wrong-code");

        await Api.SendAsync(HttpMethod.Post, $"/v1/users/{enrolled.Viewer.AccountId}/unlock", administrator.Token);

        Assert.Equal(HttpStatusCode.OK, (await ShowCodeAsync(ticket, code)).Status);
    }
}

public sealed class EmbeddedSecondFactorAdministrationTests() : SecondFactorAdministrationTests(StorageForm.Embedded);

public sealed class MongoSecondFactorAdministrationTests() : SecondFactorAdministrationTests(StorageForm.Mongo);
