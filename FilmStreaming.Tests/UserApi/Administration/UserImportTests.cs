using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using FilmStreaming.ServiceDefaults.Rows;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using FilmStreaming.Tests.UserApi.Accounts;
using FilmStreaming.Tests.UserApi.Credentials;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.UserApi.Administration.Import;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Administration;

/// <summary>Imports accounts, over both forms of storage.</summary>
public abstract class UserImportTests : IAsyncLifetime
{
    private const string Administrator = "root@example.org";
    private const string Path = "/v1/users/import";
    private const string Ndjson = "application/x-ndjson";

    private readonly TemporaryFolder _folder = new();
    private StoredDocuments _stored = null!;
    private TestUserApi _api = null!;
    private SignedIn _administrator = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stored = OpenStored(_folder.FullPath);
        _api = await TestUserApi.StartAsync(
            _folder.FullPath,
            settings:
            [
                .. _stored.Settings,
                ("UserImport:MaxRows", "12000"),
                ("UserImport:MaxBytes", "4000000"),
                ("FilmStreaming:Administrator:Email", Administrator),
                ("FilmStreaming:Administrator:Password", TestUserApi.Password),
            ]);
        _administrator = await _api.SignInAgainAsync(Administrator);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _stored.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract StoredDocuments OpenStored(string folder);

    [Fact]
    public async Task Import_OfAnAccount_HasEverythingOfItsRow()
    {
        var email = TestUserApi.NewEmail();

        var rows = await ImportAsync(
            $$$"""
            {"email":"{{{email}}}","firstName":" Zoë ","lastName":"Lee","dateOfBirth":"1990-05-17","gender":"female",
             "settings":{"language":"PT-br","preferredGenres":["noir"],"notifications":true},"roles":["editor"],
             "plan":{"planName":"family","startDate":"2026-01-01","expiryDate":"2026-12-31"}}
            """.ReplaceLineEndings(""));

        var id = Assert.Single(rows).GetProperty("id").GetGuid();
        var user = (await _api.GetAsync($"/v1/users/{id}", _administrator.Token)).Json;
        Assert.Equal(
            (email, false, "Zoë", "editor", "family"),
            (user.GetProperty("email").GetString(),
                user.GetProperty("emailVerified").GetBoolean(),
                user.GetProperty("firstName").GetString(),
                user.GetProperty("roles").EnumerateArray().Single().GetString(),
                user.GetProperty("plan").GetProperty("planName").GetString()));
        Assert.Equal(HttpStatusCode.NoContent, (await _api.ResetPasswordAsync(await ChooseAsync(email))).Status);
        var me = (await _api.GetAsync("/v1/me", await TokenAsync(email))).Json;
        Assert.Equal(("1990-05-17", "female"), (me.GetProperty("dateOfBirth").GetString(), me.GetProperty("gender").GetString()));
        Assert.Equal(("pt-BR", true), (me.GetProperty("settings").GetProperty("language").GetString(), me.GetProperty("emailVerified").GetBoolean()));
    }

    [Fact]
    public async Task SignIn_BeforeAPasswordIsChosen_IsAnsweredAsOfAnUnknownAddress()
    {
        var email = TestUserApi.NewEmail();
        await ImportAsync(Row(email));
        var token = await ChooseAsync(email);

        foreach (var password in new[] { "", TestUserApi.Password, "null" })
            (await _api.SignInAsync(email, password)).AssertProblem(HttpStatusCode.Unauthorized, "invalid-credentials");
        // Whoever signs up with it, or asks for a reset, has its owner sent the same mail again, and changes nothing.
        await _api.SignUpAsync(email);
        await _api.Mails.WaitAsync(email, Subjects.ChoosePassword, count: 2);
        await _api.ForgotPasswordAsync(email);
        await _api.Mails.WaitAsync(email, Subjects.ChoosePassword, count: 3);
        (await _api.SignInAsync(email)).AssertProblem(HttpStatusCode.Unauthorized, "invalid-credentials");

        Assert.Equal(HttpStatusCode.NoContent, (await _api.ResetPasswordAsync(token)).Status);
        Assert.NotEmpty(await TokenAsync(email));
        (await _api.ResetPasswordAsync(token)).AssertProblem(HttpStatusCode.BadRequest, "invalid-token");
    }

    [Fact]
    public async Task Import_OfGoodAndBadRows_AnswersEachInItsPlace()
    {
        var (taken, fresh, later) = ((await _api.NewViewerAsync()).Email, TestUserApi.NewEmail(), TestUserApi.NewEmail());
        const string Name = ",\"firstName\":\"A\",\"lastName\":\"B\"";

        var rows = await ImportAsync(
            $"{{\"email\":\"{taken.ToUpperInvariant()}\"{Name}}}",
            Row(fresh),
            "{",
            "[1]",
            $"{{\"email\":\"no address\"{Name}}}",
            $"{{\"email\":\"{TestUserApi.NewEmail()}\",\"lastName\":\"B\"}}",
            $"{{\"email\":\"{TestUserApi.NewEmail()}\",\"firstName\":\"A\\u0000\",\"lastName\":\"B\"}}",
            $"{{\"email\":\"{TestUserApi.NewEmail()}\"{Name},\"roles\":[\"root\"]}}",
            $"{{\"email\":\"{TestUserApi.NewEmail()}\"{Name},\"plan\":{{\"planName\":\"x\"}}}}",
            $"{{\"email\":\"{TestUserApi.NewEmail()}\"{Name},\"plan\":{{\"planName\":\"x\",\"startDate\":\"2026-01-02\",\"expiryDate\":\"2026-01-01\"}}}}",
            $"{{\"email\":\"{TestUserApi.NewEmail()}\"{Name},\"settings\":{{\"language\":\"!\"}}}}",
            $"{{\"email\":\"{TestUserApi.NewEmail()}\"{Name},\"password\":\"a long way to the moon\"}}",
            $"{{\"email\":\"{TestUserApi.NewEmail()}\"{Name},\"$where\":1}}",
            $"{{\"email\":{{\"$ne\":1}}{Name}}}",
            $"{{\"email\":\"{TestUserApi.NewEmail()}\",\"firstName\":\"{new string('x', ImportedRow.MaxBytes)}\",\"lastName\":\"B\"}}",
            Row(fresh.ToUpperInvariant()),
            Row(later));

        Assert.Equal(
            [
                "existing", "created",
                "The row is not valid JSON of unique members, at byte 1.", "The row is not a JSON object.",
                "email", "firstName", "firstName", "roles", "plan.startDate", "plan.expiryDate", "settings.language", "password", "$where", "email",
                $"The row is longer than {ImportedRow.MaxBytes} bytes.",
                "existing", "created",
            ],
            rows.Select(row => row.TryGetProperty("reason", out var reason)
                ? reason.GetString()!.Split(": ")[0]
                : row.GetProperty("status").GetString()!));
        Assert.Equal(rows[1].GetProperty("id").GetGuid(), rows[15].GetProperty("id").GetGuid());
        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(taken)).Status);
    }

    [Fact]
    public async Task Import_Again_FindsEveryAccountThere()
    {
        string[] rows = [.. Enumerable.Range(0, 450).Select(_ => Row(TestUserApi.NewEmail()))];

        var first = await ImportAsync(rows);
        var again = Lines(await SendAsync($"[{string.Join(",\n", rows)}]", "application/json"));

        Assert.All(first, row => Assert.Equal("created", row.GetProperty("status").GetString()));
        Assert.All(again, row => Assert.Equal("existing", row.GetProperty("status").GetString()));
        Assert.Equal(first.Select(row => row.GetProperty("id").GetGuid()), again.Select(row => row.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task Import_OfTheSameRowsByTwoAtOnce_MakesEachAccountOnce()
    {
        string[] rows = [.. Enumerable.Range(0, 300).Select(_ => Row(TestUserApi.NewEmail()))];

        var answers = await Task.WhenAll(ImportAsync(rows), ImportAsync(rows));

        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(["created", "existing"], answers.Select(answer => answer[i].GetProperty("status").GetString()).Order());
            Assert.Single(answers.Select(answer => answer[i].GetProperty("id").GetGuid()).Distinct());
        }
    }

    [Fact]
    public async Task Import_IsRecorded_AndSoIsEachRoleThatItGives()
    {
        var id = (await ImportAsync(Row(TestUserApi.NewEmail()), Row(TestUserApi.NewEmail(), "administrator")))[1].GetProperty("id").GetGuid();

        var entries = (await _api.GetAsync("/v1/admin/userapi/audit?act=users.imported", _administrator.Token)).Json
            .GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry => Assert.Equal(("done", _administrator.AccountId), (entry.GetProperty("outcome").GetString(), entry.GetProperty("actorId").GetGuid())));
        Assert.Equal(id, entries[0].GetProperty("targetId").GetGuid());
        Assert.Equal("administrator", entries[0].GetProperty("changes")[0].GetProperty("after").GetString());
        Assert.False(entries[1].TryGetProperty("targetId", out _));
    }

    [Fact]
    public async Task Import_BeyondItsLimits_IsRefused()
    {
        (await SendAsync(new string(' ', 4_000_001), Ndjson)).AssertProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
        (await SendAsync("x", "text/plain")).AssertProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

        var rows = Lines(await SendAsync(string.Concat(Enumerable.Repeat("1\n", 12_001)), Ndjson));
        Assert.Equal("The row is not a JSON object.", rows[11_999].GetProperty("reason").GetString());
        Assert.Equal("An import has at most 12000 rows.", rows[12_000].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Import_Of10000Rows_ReadsNoFurtherThanOneBatchAheadOfItsAnswers()
    {
        const int Total = 10_000;
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Total).Select(n => Row($"bulk{n:D5}@example.org") + "\n")));
        var (given, answered, furthest) = (0, 0, 0);
        var rows = new RowReader(
            (buffer, _) =>
            {
                var count = Math.Min(Math.Min(4096, buffer.Length), body.Length - given);
                body.AsMemory(given, count).CopyTo(buffer);
                given += count;
                return ValueTask.FromResult(count);
            },
            new NdjsonFraming(),
            ImportedRow.MaxBytes);
        var administrator = new ClaimsPrincipal(new ClaimsIdentity([new("sub", $"{_administrator.AccountId}")]));

        await foreach (var batch in _api.Services.GetRequiredService<UserImport>().RunAsync(rows, administrator, Stop))
        {
            furthest = Math.Max(furthest, given - (answered * (body.Length / Total)));
            answered += batch.Count;
            Assert.All(batch, row => Assert.Equal(UserImportStatus.Created, row.Status));
        }

        Assert.Equal((Total, body.Length), (answered, given));
        Assert.InRange(furthest, 1, (200 * (body.Length / Total)) + 4096);
    }

    private static string Row(string email, string? role = null) =>
        $$"""{"email":"{{email}}","firstName":"Ann","lastName":"Lee"{{(role is null ? "" : $",\"roles\":[\"{role}\"]")}}}""";

    private async Task<IReadOnlyList<JsonElement>> ImportAsync(params string[] rows) => Lines(await SendAsync(string.Join('\n', rows), Ndjson));

    private async Task<Answer> SendAsync(string body, string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        request.Headers.Authorization = new("Bearer", _administrator.Token);
        request.Headers.ExpectContinue = true;
        return await Answer.ReadAsync(await _api.Client.SendAsync(request, Stop));
    }

    private static List<JsonElement> Lines(Answer answer)
    {
        Assert.Equal((HttpStatusCode.OK, Ndjson, "no-store"), (answer.Status, answer.Header("Content-Type"), answer.Header("Cache-Control")));
        var lines = answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        var rows = lines[..^1];
        Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(row => row.GetProperty("row").GetInt32()));
        var summary = lines[^1].GetProperty("summary");
        Assert.Equal(rows.Count, summary.GetProperty("rows").GetInt32());
        foreach (var status in new[] { "created", "existing", "rejected" })
            Assert.Equal(rows.Count(row => row.GetProperty("status").GetString() == status), summary.GetProperty(status).GetInt32());
        return rows;
    }

    private Task<string> ChooseAsync(string email) => _api.Mails.WaitForTokenAsync(email, Subjects.ChoosePassword);

    private async Task<string> TokenAsync(string email) =>
        (await _api.SignInAsync(email, CredentialCalls.NewPassword)).Json.GetProperty("accessToken").GetString()!;
}

public sealed class EmbeddedUserImportTests : UserImportTests
{
    private protected override StoredDocuments OpenStored(string folder) => new EmbeddedStoredDocuments("");
}

public sealed class MongoUserImportTests : UserImportTests
{
    private protected override StoredDocuments OpenStored(string folder) => new MongoStoredDocuments();
}
