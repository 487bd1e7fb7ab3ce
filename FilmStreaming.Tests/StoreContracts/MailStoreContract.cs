using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Mail;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IMailStore"/> promises, and what <see cref="MailQueue"/> makes of it.</summary>
public abstract class MailStoreContract(StorageForm form) : UserStoreContract(form)
{
    private const string Address = "Ann@example.org";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private IMailStore Mails => Get<IMailStore>();

    [Fact]
    public async Task Enqueue_OfAMail_StoresItWithItsEvent()
    {
        var account = NewAccount();
        await NewQueue().EnqueueAsync(Address, MailKind.ConfirmNewEmail, account, Stop);

        var claim = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        var queued = UserEvents.MailQueued.Read(Assert.Single(claim.Events));
        var mail = (await Mails.FindAsync(queued.MailId, Stop))!;
        Assert.Equal(QueuedMail.To(Address, MailKind.ConfirmNewEmail, account, Now), mail.Body);
        Assert.Equal((account.Id, "stamp"), (mail.Body.AccountId, mail.Body.SecurityStamp));
        Assert.DoesNotContain("example.org", claim.Events[0].Data, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task EnqueueOnce_OfOneEventManyTimes_StoresOneMailOfAKind()
    {
        var (queue, id) = (NewQueue(), Guid.CreateVersion7());
        await Task.WhenAll(Enumerable.Range(0, 10).Select(turn => Task.Run(
            () => queue.EnqueueOnceAsync(id, Address, turn % 2 == 0 ? MailKind.EmailChanged : MailKind.PasswordChanged, Stop), Stop)));

        Assert.Equal(2, (await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop)).Count);
    }

    [Fact]
    public async Task EnqueueBulk_OfAMail_HasTheEventOfAnotherQueue()
    {
        await NewQueue().EnqueueBulkAsync(Guid.CreateVersion7(), Address, MailKind.ChoosePassword, Stop);

        var claim = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        var queued = Assert.Single(claim.Events);
        Assert.Equal("user.mail.bulk-queued.v1", queued.Type);
        Assert.NotNull(await Mails.FindAsync(UserEvents.BulkMailQueued.Read(queued).MailId, Stop));
    }

    [Fact]
    public async Task TryUpdate_ToFinished_LeavesNothingPersonal()
    {
        var (id, mail) = (Guid.CreateVersion7(), QueuedMail.To(Address, MailKind.VerifyEmail, NewAccount(), Now));
        Assert.True(await Mails.TryAddAsync(id, mail, [], Stop));
        Assert.False(await Mails.TryAddAsync(id, mail, [], Stop));

        Assert.True(await Mails.TryUpdateAsync(id, 1, mail.Finish(Now.AddSeconds(1)), Stop));
        Assert.False(await Mails.TryUpdateAsync(id, 1, mail, Stop));

        var finished = (await Mails.FindAsync(id, Stop))!.Body;
        Assert.Null(finished.Recipient);
        Assert.Null(finished.AccountId);
        Assert.Null(finished.SecurityStamp);
        Assert.Null(finished.FormerEmail);
        Assert.Equal(Now.AddSeconds(1), finished.DoneAt);
    }

    [Fact]
    public async Task TryTake_ByManyAtOnce_LetsNoMoreThanMayBe_AndEachMailAgain()
    {
        var time = new FakeTimeProvider(Now);
        MailLimit Replica() => new(Get<IMailCountStore>(), Options.Create(new MailOptions()), time);
        var mails = Enumerable.Range(0, 30).Select(turn => Waiting(Address, turn % 2 == 0 ? MailKind.VerifyEmail : MailKind.AlreadyRegistered)).ToList();

        var taken = await Task.WhenAll(mails.Select(mail => Task.Run(() => Replica().TryTakeAsync(mail, Stop), Stop)));

        Assert.Equal(5, taken.Count(isTaken => isTaken));
        foreach (var (mail, isTaken) in mails.Zip(taken))
            Assert.Equal(isTaken, await Replica().TryTakeAsync(mail, Stop));
        Assert.False(await Replica().TryTakeAsync(Waiting(Address.ToUpperInvariant(), MailKind.VerifyEmail), Stop));
        Assert.True(await Replica().TryTakeAsync(Waiting(Address, MailKind.ResetPassword), Stop));
        Assert.True(await Replica().TryTakeAsync(Waiting("bob@example.org", MailKind.VerifyEmail), Stop));

        time.Advance(TimeSpan.FromHours(1));
        Assert.True(await Replica().TryTakeAsync(Waiting(Address, MailKind.VerifyEmail), Stop));
    }

    [Fact]
    public async Task Erase_OfAnAccount_TakesItAndItsAddressFromTheMailsThatWait()
    {
        var (account, own, other) = (NewAccount(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await Mails.TryAddAsync(own, QueuedMail.To(Address, MailKind.ConfirmNewEmail, account, Now), [], Stop);
        await Mails.TryAddAsync(other, QueuedMail.To(Address, MailKind.ConfirmNewEmail, NewAccount(), Now), [], Stop);

        await new MailErasure(Mails, new FakeTimeProvider(Now)).EraseAsync(account.Id, Stop);

        Assert.Equal((null, null), ((await Mails.FindAsync(own, Stop))!.Body.AccountId, (await Mails.FindAsync(own, Stop))!.Body.Recipient));
        Assert.NotNull((await Mails.FindAsync(other, Stop))!.Body.AccountId);
        Assert.Empty(await Mails.ListOfAccountAsync(account.Id, Stop));
    }

    [Fact]
    public async Task RemoveBefore_ATime_KeepsTheLaterAndThoseWithEvents()
    {
        var (old, late) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Mails.TryAddAsync(old, QueuedMail.To(Address, MailKind.VerifyEmail, null, Now.AddMinutes(-1)), [], Stop);
        await Mails.TryAddAsync(late, QueuedMail.To(Address, MailKind.VerifyEmail, null, Now.AddMinutes(1)), [], Stop);
        await NewQueue().EnqueueAsync(Address, MailKind.VerifyEmail, null, Stop);

        Assert.Equal(1, await Mails.RemoveBeforeAsync(Now.AddMinutes(1), Stop));
        Assert.Null(await Mails.FindAsync(old, Stop));
        Assert.NotNull(await Mails.FindAsync(late, Stop));
    }

    private static Document<QueuedMail> Waiting(string to, MailKind kind) =>
        new() { Id = Guid.CreateVersion7(), Version = 1, Body = QueuedMail.To(to, kind, account: null, Now) };

    private IOutbox Outbox => Get<IEnumerable<IOutbox>>().Single(outbox => outbox.Name == "mails");

    private static Document<Account> NewAccount() => new()
    {
        Id = Guid.CreateVersion7(),
        Version = 1,
        Body = new()
        {
            Email = "before@example.org",
            NormalizedEmail = EmailAddress.Normalize("before@example.org"),
            PasswordHash = "hash",
            SecurityStamp = "stamp",
            FirstName = "Ann",
            LastName = "Lee",
            Roles = [Roles.Viewer],
            CreatedAt = Now,
        },
    };

    private MailQueue NewQueue() => new(Mails, new FakeTimeProvider(Now));
}

public sealed class EmbeddedMailStoreTests() : MailStoreContract(StorageForm.Embedded);

public sealed class MongoMailStoreTests() : MailStoreContract(StorageForm.Mongo);
