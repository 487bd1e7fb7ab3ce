using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Rows;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Administration.Audit;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Administration.Import;

/// <summary>Makes accounts of rows, a batch at a time. An address that has an account is passed over, so that an import may be repeated.</summary>
internal sealed class UserImport(
    IAccountStore accounts, AuditTrail audit, IServiceProvider services, IMeterFactory meters, IOptions<UserImportOptions> options, TimeProvider time)
{
    private readonly Counter<long> _rows = meters.Create("FilmStreaming.UserApi").CreateCounter<long>(
        "filmstreaming.user_import.rows", "{row}", "Rows of imports of accounts, by what became of them.");


    private const int BatchSize = 200;

    /// <summary>How often an account is made whose address seems taken and has no owner.</summary>
    private const int MaxAttempts = 5;

    /// <summary>How long the events of an import, and with them its mails, let those of other writes pass.</summary>
    private static readonly TimeSpan EventsMayWait = TimeSpan.FromMinutes(5);

    /// <summary>Each batch of results is durable when it is returned.</summary>
    public async IAsyncEnumerable<IReadOnlyList<UserImportResult>> RunAsync(
        RowReader rows, ClaimsPrincipal administrator, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var begun = await audit.BeginAsync(administrator, AuditActs.Imported, targetId: null, [], cancellationToken);
        await foreach (var batch in rows.ReadAsync(cancellationToken).Select(Parse).Chunk(BatchSize))
        {
            var results = await WriteAsync(batch, administrator, cancellationToken);
            foreach (var (status, count) in results.CountBy(result => result.Status))
                _rows.Add(count, new KeyValuePair<string, object?>("user_import.status", $"{status}".ToLowerInvariant()));
            yield return results;
        }

        await begun.EndAsync(wasDone: true);
    }

    private ImportedRow Parse(RawRow row) => row.Number <= options.Value.MaxRows
        ? ImportedRow.Parse(row, services)
        : new(row.Number, null, string.Create(CultureInfo.InvariantCulture, $"An import has at most {options.Value.MaxRows} rows."));

    private async Task<IReadOnlyList<UserImportResult>> WriteAsync(
        ImportedRow[] rows, ClaimsPrincipal administrator, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        // Of rows with one address the first counts.
        var wanted = rows.Where(row => row.User is not null)
            .Select(row => (row.Number, Account: row.User!.ToAccount(now)))
            .DistinctBy(row => row.Account.NormalizedEmail)
            .ToDictionary(row => row.Number, row => NewAccount(row.Account, now));
        var owners = new Dictionary<string, Guid>(StringComparer.Ordinal);
        await FindOwnersAsync(owners, wanted.Values, cancellationToken);

        // Where somebody else was faster the address has an owner then; or none any more, if the other gave up in turn.
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var missing = wanted.Values.Where(account => !owners.ContainsKey(account.Body.NormalizedEmail)).ToList();
            if (missing.Count == 0)
                break;
            var created = await AddAsync(missing, administrator, cancellationToken);
            foreach (var account in missing.Where(account => created.Contains(account.Id)))
                owners[account.Body.NormalizedEmail] = account.Id;
            await FindOwnersAsync(owners, missing.Where(account => !created.Contains(account.Id)), cancellationToken);
        }

        return [.. rows.Select(row => row.User is { } user
            ? ResultOf(row.Number, owners.GetValueOrDefault(EmailAddress.Normalize(user.Email!)), wanted.GetValueOrDefault(row.Number)?.Id)
            : new(row.Number, UserImportStatus.Rejected, Reason: row.Fault))];
    }

    private async Task FindOwnersAsync(
        Dictionary<string, Guid> owners, IEnumerable<NewDocument<Account>> sought, CancellationToken cancellationToken)
    {
        // MongoDB may give a document twice that is changed meanwhile.
        foreach (var owner in await accounts.FindManyByEmailAsync([.. sought.Select(account => account.Body.NormalizedEmail)], cancellationToken))
            owners[owner.Body.NormalizedEmail] = owner.Id;
    }

    /// <returns>The ids of those that were made.</returns>
    private async Task<HashSet<Guid>> AddAsync(
        List<NewDocument<Account>> added, ClaimsPrincipal administrator, CancellationToken cancellationToken)
    {
        // Who gets more than a viewer has an entry of their own, as they would if the role were given later.
        var acts = new Dictionary<Guid, BegunAct>();
        foreach (var account in added.Where(account => account.Body.Roles is not [Roles.Viewer]))
        {
            var roles = new AuditChange("roles", Before: null, string.Join(' ', account.Body.Roles));
            acts[account.Id] = await audit.BeginAsync(administrator, AuditActs.Imported, account.Id, [roles], cancellationToken);
        }

        var created = (await accounts.AddManyAsync(added, cancellationToken)).ToHashSet();
        foreach (var (id, act) in acts)
            await act.EndAsync(created.Contains(id));
        return created;
    }

    private static NewDocument<Account> NewAccount(Account account, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new(id, account, [AccountEvents.Registered(id, now)]) { MayWait = EventsMayWait };
    }

    private static UserImportResult ResultOf(int row, Guid owner, Guid? added)
    {
        if (owner == Guid.Empty)
            return new(row, UserImportStatus.Rejected, Reason: "email: The address was given up by another account at this moment; import the row again.");
        return new(row, owner == added ? UserImportStatus.Created : UserImportStatus.Existing, owner);
    }
}
