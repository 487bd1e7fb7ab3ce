using FilmStreaming.UserApi.Administration.Audit;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IAuditStore"/> promises.</summary>
public abstract class AuditStoreContract(StorageForm form) : UserStoreContract(form)
{
    private static readonly (Guid Ann, Guid Bob) People = (Guid.CreateVersion7(), Guid.CreateVersion7());

    private IAuditStore Audit => Get<IAuditStore>();

    [Fact]
    public async Task List_ByPagesAndConditions_GivesTheLatestFirst()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            var id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(20_000 + i));
            ids.Insert(0, id);
            await Audit.AddAsync(id, Entry(i % 2 == 0 ? People.Ann : People.Bob, i < 3 ? AuditActs.Locked : AuditActs.Changed), Stop);
        }

        Assert.Equal(ids, await ListAsync(new(null, null, null, null, 10)));
        Assert.Equal(ids[..2], await ListAsync(new(null, null, null, null, 2)));
        Assert.Equal(ids[2..4], await ListAsync(new(null, null, null, ids[1], 2)));
        Assert.Equal([ids[1], ids[3], ids[5]], await ListAsync(new(People.Ann, null, null, null, 10)));
        Assert.Equal(ids[3..], await ListAsync(new(null, null, AuditActs.Locked, null, 10)));
        Assert.Equal([ids[0], ids[2], ids[4]], await ListAsync(new(null, People.Ann, null, null, 10)));
    }

    [Fact]
    public async Task Complete_OfABegunEntry_KeepsTheRest()
    {
        var id = Guid.CreateVersion7();
        var entry = Entry(People.Ann, AuditActs.Changed) with { Changes = [new("roles", "viewer", "editor"), new("firstName")], TraceId = "abc" };
        await Audit.AddAsync(id, entry, Stop);

        await Audit.CompleteAsync(id, AuditOutcomes.Done, Stop);

        var found = Assert.Single(await Audit.ListAsync(new(null, null, null, null, 10), Stop));
        Assert.Equivalent(entry with { Outcome = AuditOutcomes.Done }, found.Body, strict: true);
    }

    [Fact]
    public async Task Pseudonymise_OfAnAccount_LeavesNoEntryWithItsIdAndKeepsThemTogether()
    {
        for (var i = 0; i < 3; i++)
            await Audit.AddAsync(Guid.CreateVersion7(), Entry(i == 0 ? People.Bob : People.Ann, AuditActs.Changed), Stop);

        await Audit.PseudonymiseAsync(People.Ann, Stop);

        var entries = (await Audit.ListAsync(new(null, null, null, null, 10), Stop)).Select(entry => entry.Body).ToList();
        Assert.Equal(3, entries.Count);
        Assert.DoesNotContain(entries, entry => entry.ActorId == People.Ann || entry.TargetId == People.Ann);
        Assert.Single(entries.SelectMany(entry => new[] { entry.ActorId, entry.TargetId!.Value }).Distinct(), id => id != People.Bob);
    }

    private async Task<IReadOnlyList<Guid>> ListAsync(AuditQuery query) => [.. (await Audit.ListAsync(query, Stop)).Select(entry => entry.Id)];

    private static AuditEntry Entry(Guid actor, string act) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        ActorId = actor,
        Act = act,
        TargetId = actor == People.Ann ? People.Bob : People.Ann,
        Outcome = AuditOutcomes.Begun,
    };
}

public sealed class EmbeddedAuditStoreTests() : AuditStoreContract(StorageForm.Embedded);

public sealed class MongoAuditStoreTests() : AuditStoreContract(StorageForm.Mongo);
