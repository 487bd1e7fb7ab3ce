using FilmStreaming.Messaging.Delivery;

namespace FilmStreaming.Tests.Messaging;

public sealed class DeliveryTests
{
    [Fact]
    public void FailureOf_SamePlace_HasTheSameHash()
    {
        var (first, second) = (Fail("film 1"), Fail("film 2"));

        Assert.Equal(first.StackHash, second.StackHash);
        Assert.NotEqual(first.Reason, second.Reason);
    }

    [Fact]
    public void FailureOf_OtherPlace_HasAnotherHash() => Assert.NotEqual(Fail("film").StackHash, FailElsewhere().StackHash);

    [Fact]
    public void FailureOf_LongMessage_IsCutAndOneLine()
    {
        var failure = DeliveryFailure.Of(new InvalidOperationException("a\nb" + new string('c', 1000)));

        Assert.Equal(500, failure.Reason.Length);
        Assert.StartsWith("InvalidOperationException: a bc", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WorkFails_NextOfTheSubjectRuns()
    {
        var order = new SubjectOrder();

        var failing = order.RunAsync("film", () => throw new InvalidOperationException());
        var ran = false;
        await order.RunAsync("film", () =>
        {
            ran = true;
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.True(ran);
    }

    [Fact]
    public async Task CloseAsync_WorkIsUnderWay_WaitsAndLetsNothingNewBegin()
    {
        var inFlight = new InFlight();
        Assert.True(inFlight.TryEnter());

        Assert.False(await inFlight.CloseAsync(TimeSpan.Zero, TimeProvider.System));
        Assert.False(inFlight.TryEnter());
        inFlight.Exit();

        Assert.True(await inFlight.CloseAsync(TimeSpan.Zero, TimeProvider.System));
    }

    private static DeliveryFailure Fail(string message) => Catch(() => throw new InvalidOperationException(message));

    private static DeliveryFailure FailElsewhere() => Catch(() => _ = new Uri("no address"));

    private static DeliveryFailure Catch(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            return DeliveryFailure.Of(e);
        }

        throw new InvalidOperationException("It did not fail.");
    }
}
