namespace FilmStreaming.Storage.Embedded;

/// <summary>A write that waits for the writer, and whose caller waits for the commit.</summary>
internal abstract class PendingWrite(IEmbeddedCollection collection)
{
    public IEmbeddedCollection Collection { get; } = collection;

    /// <summary>Reads, and stages what follows from it.</summary>
    public abstract void Decide();

    /// <summary>What was staged is durable.</summary>
    public abstract void Answer();

    public abstract void Fail(Exception exception);
}

internal sealed class PendingWrite<TResult>(IEmbeddedCollection collection, Func<TResult> write) : PendingWrite(collection)
{
    private TResult? _result;
    private Exception? _fault;

    public TaskCompletionSource<TResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Decide()
    {
        try
        {
            _result = write();
        }
        catch (Exception e)
        {
            // A fault of one caller's write; it staged nothing, so the others of the batch go on.
            _fault = e;
        }
    }

    public override void Answer()
    {
        if (_fault is null)
            Completion.SetResult(_result!);
        else
            Completion.SetException(_fault);
    }

    public override void Fail(Exception exception) => Completion.SetException(exception);
}
